package io.stoker.wire;

import akka.actor.typed.ActorSystem;
import io.stoker.task.StokerException;
import java.time.Duration;
import java.util.List;

/** Tells where the controllers are that nobody has named. */
public interface SeedSource {
    /**
     * Looks once; may wait, and is never called by an actor, nor twice at a time.
     *
     * @param system the node that wants to join them
     * @return every spelling of their addresses, as {@code akka://stoker@10.0.0.7:10113}; empty if there are none
     * @throws StokerException if that cannot be found out; the message says why
     */
    List<String> look(ActorSystem<?> system);

    /** How long to wait between two looks, while no controller answers. */
    Duration interval();

    /** What it looks for and where, for people, as {@code the pods with app=stoker}. */
    String what();
}
