package io.stoker.cli.trial;

import io.stoker.node.ChildEnvironment;
import io.stoker.node.JavaRuntime;
import io.stoker.node.Launcher;
import io.stoker.node.ProcessName;
import io.stoker.node.Profile;
import io.stoker.node.SettingsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The process that {@code stoker cluster} runs in. */
public final class LauncherProcess {
    /** Has the URL of the database of a measurement, whose password no command line should show. */
    public static final String POSTGRESQL_VARIABLE = "STOKER_BENCH_POSTGRESQL";

    private LauncherProcess() {}

    /**
     * Starts one, which holds on to this JVM by its standard input.
     *
     * @param profile of the caller's own: its settings are replaced
     * @param perNode how many engines share a JVM
     * @param port where its controller is to listen
     * @param settings of {@code reference.conf} in place of their defaults
     */
    public static Process start(Profile profile, int engines, int perNode, int port, Map<String, String> settings)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--profile",
                profile.name(),
                "cluster",
                "-n",
                Integer.toString(engines),
                "--per-node",
                Integer.toString(perNode),
                "--port",
                Integer.toString(port),
                "--management-port",
                "0",
                "--parent-watch"));
        SettingsFile.write(profile, settings); // a password may be among them
        ProcessBuilder builder = new ProcessBuilder(JavaRuntime.current().stoker(Launcher.JVM_FLAGS, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        profile.log(ProcessName.LAUNCHER).toFile()));
        builder.environment().remove(POSTGRESQL_VARIABLE); // engines run everybody's code
        ChildEnvironment.prepare(builder, profile, System.err::println);
        return builder.start();
    }

    /**
     * A port that nobody listens at. Known beforehand, it lets the first engine start beside the controller instead of
     * after it.
     */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What it has printed so far. */
    public static String said(Profile profile) {
        try {
            return Files.readString(profile.log(ProcessName.LAUNCHER)).strip();
        } catch (IOException e) {
            return "(cannot be read: " + e + ")";
        }
    }
}
