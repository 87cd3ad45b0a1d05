package io.stoker.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A launcher in a JVM of its own, with fake children under profile {@code test}. */
final class FakeCluster {
    private static final GivenSettings SETTINGS = new GivenSettings(Map.of("stoker.prelude", "a = 'pa55word'"), "");

    private FakeCluster() {}

    /** A command line that runs it in the foreground, or, with {@code --detach}, starts it in the background. */
    static List<String> command(Path folder, int engines, String engineMode, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FakeCluster.class.getName(),
                folder.toString(),
                Integer.toString(engines),
                engineMode));
        command.addAll(List.of(more));
        return command;
    }

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Profile profile = new Profile(folder, "test").create();
        int engines = Integer.parseInt(args[1]);
        ClusterOptions options = new ClusterOptions(
                engines, 1, new Listening("127.0.0.1", 0, ""), 0, 0, "64m", "64m", EngineClassPath.NONE, SETTINGS);
        if (args.length == 4) {
            List<String> command = command(folder, engines, args[2], "--detach", "--detached");
            ChildCommand launcher = new ChildCommand(command, SETTINGS, null);
            System.exit(Detached.start(launcher, profile, options, Duration.ofSeconds(30), System.out));
        }
        LineProtocol waiting = args.length > 4 ? NodeStart.byLauncher().protocol() : null;
        LauncherConsole console = new LauncherConsole(System.out::println, profile, options, waiting);
        LauncherTimeouts timeouts = new LauncherTimeouts(
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1));
        FakeChildren children = new FakeChildren(folder, "", args[2]);
        System.exit(new Launcher(profile, options, children, console, timeouts, 1).run());
    }
}
