package io.stoker.node;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What {@code stoker engine} starts.
 *
 * @param profile where its files are
 * @param controllers where the controllers listen, of which one serves; at least one
 * @param host where the engine listens, at a port of its own; to be checked with {@link BindPolicy}
 * @param instance names this start of the engine
 * @param parentWatch whether a launcher holds standard input: then the engine listens by {@link ParentWatch}
 * @param config settings that go before those of {@code application.conf}
 */
public record EngineOptions(
        Profile profile,
        List<HostPort> controllers,
        String host,
        UUID instance,
        boolean parentWatch,
        Map<String, String> config) {
    public EngineOptions {
        controllers = List.copyOf(controllers);
        config = Map.copyOf(config);
    }
}
