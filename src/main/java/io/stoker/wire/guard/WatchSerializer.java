package io.stoker.wire.guard;

import akka.actor.ActorPath;
import akka.actor.ActorPaths;
import akka.actor.ExtendedActorSystem;
import akka.remote.ContainerFormats;
import akka.remote.SystemMessageFormats.SystemMessage;
import akka.remote.serialization.SystemMessageSerializer;
import java.util.Set;

/**
 * Of Akka's system messages, those by which nodes watch each other's actors. The others start, suspend and end actors;
 * and a watch whose watcher lives here would make that actor watch, and fail for what it hears.
 */
public final class WatchSerializer extends GuardedSerializer {
    /** Akka's identifier. */
    static final int ID = 22;

    private final ExtendedActorSystem system;

    /** Called by Akka. */
    public WatchSerializer(ExtendedActorSystem system) {
        super(new SystemMessageSerializer(system), Set.of(""));
        this.system = system;
    }

    @Override
    protected void check(byte[] bytes, String manifest) throws Exception {
        SystemMessage message = SystemMessage.parseFrom(bytes);
        switch (message.getType()) {
            case WATCH, UNWATCH -> {
                requireHere(true, message.getWatchData().getWatchee());
                requireHere(false, message.getWatchData().getWatcher());
            }
            case DEATHWATCH_NOTIFICATION ->
                requireHere(false, message.getDwNotificationData().getActor());
            default -> throw new RefusedException("a system message of type " + message.getType());
        }
    }

    private void requireHere(boolean here, ContainerFormats.ActorRef actor) {
        ActorPath path = ActorPaths.fromString(actor.getPath());
        boolean is = path.address().hasLocalScope()
                || path.address().equals(system.provider().getDefaultAddress());
        if (is != here) {
            throw new RefusedException("a watch by an actor of this node, or of one of another");
        }
    }
}
