package io.stoker.node;

import io.stoker.trust.JoinCredentials;
import io.stoker.wire.ExitCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stoker controller} starts.
 *
 * @param profile where its files are
 * @param join the file of another machine's authority by which the others trust it; null for the keys of the profile
 * @param listening where it listens, port 0 for any free one; to be checked with {@link BindPolicy}
 * @param managementPort the HTTP interface's port, 0 for any free one
 * @param start how its process came to be, and its settings: beside a launcher it speaks by {@link ParentReports}, else
 *     by {@link ProfileReports}
 */
public record ControllerOptions(
        Profile profile, @Nullable JoinCredentials join, Listening listening, int managementPort, NodeStart start) {

    /** The exit codes with which a controller ends itself, beside those that all commands have; in words. */
    public static Map<Integer, String> exitCodes() {
        return ExitCode.ofController();
    }

    /** Where the controller's events go. */
    public ControllerEvents events() {
        LineProtocol launcher = start.protocol();
        return launcher != null ? new ParentReports(launcher, System.out) : new ProfileReports(profile, System.out);
    }
}
