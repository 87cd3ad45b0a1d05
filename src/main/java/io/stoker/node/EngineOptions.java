package io.stoker.node;

import io.stoker.wire.Endpoint;
import io.stoker.wire.ExitCode;
import io.stoker.wire.InstanceKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stoker engine} starts.
 *
 * @param profile where its files are
 * @param controllers where the controllers listen, of which one serves; at least one
 * @param join the join file by which they are let in; null for the keys of the profile
 * @param listening where the engine listens; to be checked with {@link BindPolicy}
 * @param key to the instance, which is this start of the engine's JVM
 * @param count how many engines share it; at least one
 * @param start how its process came to be, and its settings
 */
public record EngineOptions(
        Profile profile,
        List<HostPort> controllers,
        @Nullable Path join,
        Listening listening,
        InstanceKey key,
        int count,
        NodeStart start) {
    public EngineOptions {
        controllers = List.copyOf(controllers);
    }

    /** Where it listens now: a machine may have got another address since. */
    Endpoint endpoint() {
        return listening.towards(controllers.get(0).host());
    }

    /** The exit codes with which an engine ends itself, beside those that all commands have; in words. */
    public static Map<Integer, String> exitCodes() {
        return ExitCode.ofEngine();
    }
}
