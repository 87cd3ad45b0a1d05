package io.stoker.node;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of the launcher's places for an engine: as one process ends in it the next one begins. */
final class Place {
    private final int number;
    private final LogFile log;
    private final Backoff backoff = new Backoff();
    private @Nullable Child child;
    private UUID instance = new UUID(0, 0);
    private boolean registered;

    Place(int number, Profile profile) {
        this.number = number;
        this.log = new LogFile(profile.log(name(number)));
    }

    int number() {
        return number;
    }

    ProcessName name() {
        return name(number);
    }

    LogFile log() {
        return log;
    }

    Backoff backoff() {
        return backoff;
    }

    /** The process in it; null between two. */
    @Nullable
    Child child() {
        return child;
    }

    UUID instance() {
        return instance;
    }

    /** Whether the controller knows the engine in it. */
    boolean registered() {
        return registered;
    }

    void started(Child process, UUID startedInstance) {
        child = process;
        instance = startedInstance;
    }

    void ended() {
        child = null;
        registered = false;
    }

    void registered(boolean now) {
        registered = now;
    }

    private static ProcessName name(int number) {
        return ProcessName.engine(number);
    }
}
