package io.stoker.node;

import io.stoker.wire.InstanceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Shell scripts that speak the launcher's protocol and start in milliseconds. */
record FakeChildren(Path folder, String controllerMode, String engineMode) implements ChildCommands {
    private static final Path SCRIPTS = Path.of("src/test/resources/node").toAbsolutePath();

    @Override
    public ChildCommand controller(int port, int managementPort) {
        return command(
                "bash",
                SCRIPTS.resolve("fake-controller.sh").toString(),
                folder.toString(),
                controllerMode,
                Integer.toString(port),
                Integer.toString(managementPort));
    }

    @Override
    public ChildCommand engines(int first, int count, InstanceKey key, HostPort controller) {
        return command(
                "bash",
                SCRIPTS.resolve("fake-engine.sh").toString(),
                folder.toString(),
                key.instance(),
                controller.toString(),
                engineMode,
                Integer.toString(count));
    }

    private static ChildCommand command(String... line) {
        return new ChildCommand(List.of(line), new GivenSettings(Map.of("stoker.prelude", "a = 'pa55word'"), ""), null);
    }

    /** The lines the controller has heard. */
    List<String> heard() {
        return lines("heard");
    }

    /** Which ports each controller was told to listen on. */
    List<String> ports() {
        return lines("ports");
    }

    /** Where each engine was told that its controller is, in the order of their starts. */
    List<String> controllers() {
        return lines("controllers");
    }

    private List<String> lines(String file) {
        try {
            return Files.exists(folder.resolve(file)) ? Files.readAllLines(folder.resolve(file)) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
