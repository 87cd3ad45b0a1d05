package io.stoker.cli.trial;

import io.stoker.node.JavaRuntime;
import io.stoker.node.Launcher;
import io.stoker.node.ProcessName;
import io.stoker.node.Profile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The process that {@code stoker cluster} runs in. */
final class LauncherProcess {
    private LauncherProcess() {}

    static Process start(Profile profile, int engines, Map<String, String> settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--profile",
                profile.name(),
                "cluster",
                "-n",
                Integer.toString(engines),
                "--port",
                Integer.toString(freePort()),
                "--management-port",
                "0",
                "--parent-watch"));
        settings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(JavaRuntime.current().stoker(Launcher.JVM_FLAGS, arguments))
                .redirectErrorStream(true)
                .redirectOutput(profile.log(ProcessName.LAUNCHER).toFile());
        builder.environment().put(Profile.HOME_VARIABLE, profile.home().toString());
        return builder.start();
    }

    /** Known beforehand, it lets the first engine start beside the controller instead of after it. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What it has printed so far. */
    static String said(Profile profile) {
        try {
            return Files.readString(profile.log(ProcessName.LAUNCHER)).strip();
        } catch (IOException e) {
            return "(cannot be read: " + e + ")";
        }
    }
}
