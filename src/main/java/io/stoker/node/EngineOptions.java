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
 * @param controllers where the controllers listen, of which one serves; none if they are to be found as
 *     {@link BootstrapSettings} say
 * @param join the join file by which they are let in; null for the keys of the profile
 * @param listening where the engine listens; to be checked with {@link BindPolicy}; without controllers it says a host
 * @param count how many engines share it; at least one
 * @param start how its process came to be, its settings, and the key to its instance
 */
public record EngineOptions(
        Profile profile,
        List<HostPort> controllers,
        @Nullable Path join,
        Listening listening,
        int count,
        NodeStart start) {
    public EngineOptions {
        controllers = List.copyOf(controllers);
    }

    /** To the instance, which is this start of the engine's JVM. */
    InstanceKey key() {
        InstanceKey key = start.key();
        if (key == null) {
            throw new NodeException("the launcher gave no key to an instance: use the same Stoker for both");
        }
        return key;
    }

    /** Where it listens now: a machine may have got another address since. */
    Endpoint endpoint() {
        return controllers.isEmpty()
                ? listening.endpoint()
                : listening.towards(controllers.get(0).host());
    }

    /** The exit codes with which an engine ends itself, beside those that all commands have; in words. */
    public static Map<Integer, String> exitCodes() {
        return ExitCode.ofEngine();
    }
}
