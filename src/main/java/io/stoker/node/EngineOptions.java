package io.stoker.node;

import io.stoker.wire.ExitCode;
import io.stoker.wire.InstanceKey;
import java.util.List;
import java.util.Map;

/**
 * What {@code stoker engine} starts.
 *
 * @param profile where its files are
 * @param controllers where the controllers listen, of which one serves; at least one
 * @param host where the engine listens, at a port of its own; to be checked with {@link BindPolicy}
 * @param key to the instance, which is this start of the engine's JVM
 * @param count how many engines share it; at least one
 * @param start how its process came to be, and its settings
 */
public record EngineOptions(
        Profile profile, List<HostPort> controllers, String host, InstanceKey key, int count, NodeStart start) {
    public EngineOptions {
        controllers = List.copyOf(controllers);
    }

    /** The exit codes with which an engine ends itself, beside those that all commands have; in words. */
    public static Map<Integer, String> exitCodes() {
        return ExitCode.ofEngine();
    }
}
