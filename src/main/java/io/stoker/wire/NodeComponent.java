package io.stoker.wire;

import akka.actor.typed.Behavior;
import io.stoker.wire.values.ValueClient;
import org.jspecify.annotations.Nullable;

/**
 * What lives in this JVM and takes part in the cluster by a {@link Membership}, which gives it an actor in each of its
 * ActorSystems, one after the other.
 */
public interface NodeComponent {
    /** Its own id, which outlives the ActorSystems. */
    String instance();

    /** The key to its instance; null if it says nothing as that. */
    default @Nullable InstanceKey key() {
        return null;
    }

    /** The name of its actor under the guardian; no other component has it. */
    String name();

    /** Its actor, for a new ActorSystem; the actor of the system before has ended. */
    Behavior<?> actor();

    /** What it holds; called from an actor's thread. */
    default HeldAttempts held() {
        return HeldAttempts.NONE;
    }

    /** How far what it runs has come, if that has told; called from an actor's thread. */
    default @Nullable AttemptProgress progress() {
        return null;
    }

    /** How much it has to do; null of what is no engine. Called from an actor's thread. */
    default @Nullable EngineLoad load() {
        return null;
    }

    /** Counts the changes of its properties; called from an actor's thread. */
    default long propertiesVersion() {
        return 0;
    }

    /** Whether its actor is that of an engine, which gets {@link ToEngine}. */
    default boolean isEngine() {
        return false;
    }

    /** The large values it brings and fetches, the same for all of its ActorSystems; null if it does neither. */
    default @Nullable ValueClient values() {
        return null;
    }

    /** The controller serves; called again whenever it says so, from an actor's thread. */
    default void serving(Serving serving) {}

    /**
     * Where the HTTP interface of the controller is that serves, as {@code http://127.0.0.1:8558}; empty if it has
     * none, or not yet. Called again whenever it says so, from an actor's thread.
     */
    default void httpAt(String url) {}

    /** The controller is there, and does not serve yet, for this reason, which may be empty. */
    default void waiting(String reason) {}

    /** The controller refuses this node, or what lives in it, for this reason; called from an actor's thread. */
    default void refused(String reason) {}

    /** The controller speaks another version of the protocol, so that there is nothing to be done. */
    void otherVersion(int version);
}
