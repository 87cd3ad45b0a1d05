package io.stoker.node;

import java.util.Map;

/**
 * What {@code stoker controller} starts.
 *
 * @param profile where its files are
 * @param host where it listens; to be checked with {@link BindPolicy}
 * @param port the cluster's port, 0 for any free one
 * @param managementPort the HTTP interface's port, 0 for any free one
 * @param parentWatch whether a launcher holds standard input and output: then the controller listens by
 *     {@link ParentWatch} and speaks by {@link ParentReports}, else it speaks by {@link ProfileReports}
 * @param config settings that go before those of {@code application.conf}
 */
public record ControllerOptions(
        Profile profile, String host, int port, int managementPort, boolean parentWatch, Map<String, String> config) {
    public ControllerOptions {
        config = Map.copyOf(config);
    }

    /** Where the controller's events go. */
    public ControllerEvents events() {
        return parentWatch ? new ParentReports(System.out) : new ProfileReports(profile, System.out);
    }
}
