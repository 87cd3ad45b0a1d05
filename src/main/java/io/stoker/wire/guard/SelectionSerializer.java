package io.stoker.wire.guard;

import akka.actor.ExtendedActorSystem;
import akka.remote.ContainerFormats;
import akka.remote.serialization.MessageContainerSerializer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages to actors by their paths: to those that nodes know by path, one at a time. */
public final class SelectionSerializer extends GuardedSerializer {
    /** Those of Akka's cluster and watches, and the controller. */
    private static final Set<List<String>> PATHS = Set.of(
            List.of("system", "cluster", "core", "daemon"),
            List.of("system", "cluster", "heartbeatReceiver"),
            List.of("system", "remote-watcher"),
            List.of("user", "controller"));

    private static final int CLUSTER = 5;
    private static final int ARTERY = 17;
    private static final int MESSAGES = 33;
    private static final Set<Integer> INNER = Set.of(CLUSTER, ARTERY, MESSAGES);

    /** Called by Akka. */
    public SelectionSerializer(ExtendedActorSystem system) {
        super(new MessageContainerSerializer(system), Set.of(""));
    }

    @Override
    protected void check(byte[] bytes, String manifest) throws Exception {
        ContainerFormats.SelectionEnvelope envelope = ContainerFormats.SelectionEnvelope.parseFrom(bytes);
        boolean names = envelope.getPatternList().stream()
                .allMatch(part -> part.getType() == ContainerFormats.PatternType.CHILD_NAME);
        List<String> path = envelope.getPatternList().stream()
                .limit(8)
                .map(ContainerFormats.Selection::getMatcher)
                .collect(Collectors.toList());
        if (!names || !PATHS.contains(path)) {
            throw new RefusedException("a message to actors by a path that no node of ours uses");
        }
        if (!INNER.contains(envelope.getSerializerId())) {
            throw new RefusedException("a message by path of serializer " + envelope.getSerializerId());
        }
    }
}
