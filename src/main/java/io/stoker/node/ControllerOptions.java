package io.stoker.node;

/**
 * What {@code stoker controller} starts.
 *
 * @param profile where its files are
 * @param host where it listens; to be checked with {@link BindPolicy}
 * @param port the cluster's port, 0 for any free one
 * @param managementPort the HTTP interface's port, 0 for any free one
 * @param start how its process came to be, and its settings: beside a launcher it speaks by {@link ParentReports}, else
 *     by {@link ProfileReports}
 */
public record ControllerOptions(Profile profile, String host, int port, int managementPort, NodeStart start) {

    /** Where the controller's events go. */
    public ControllerEvents events() {
        LineProtocol launcher = start.protocol();
        return launcher != null ? new ParentReports(launcher, System.out) : new ProfileReports(profile, System.out);
    }
}
