package io.stoker.node;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of the launcher's slots for engines: as one process ends in it the next one begins. */
final class EngineSlot {
    private final int number;
    private final LogFile log;
    private final Backoff backoff = new Backoff();
    private @Nullable ChildProcess child;
    private UUID instance = new UUID(0, 0);
    private boolean registered;
    private boolean used;
    private boolean starts = true;
    private int losses;

    /** @param onTrouble told when its log cannot be written */
    EngineSlot(int number, Profile profile, Consumer<String> onTrouble) {
        this.number = number;
        this.log = LogFile.begin(profile.log(name(number)), System::nanoTime, onTrouble);
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
    ChildProcess child() {
        return child;
    }

    UUID instance() {
        return instance;
    }

    /** Whether the controller knows the engine in it. */
    boolean registered() {
        return registered;
    }

    void started(ChildProcess process, UUID startedInstance) {
        child = process;
        instance = startedInstance;
        used = false;
        backoff.started();
    }

    /** How long the process in it was of use: not at all, unless it has registered. */
    Duration usedFor() {
        return used && child != null ? child.age() : Duration.ZERO;
    }

    void ended() {
        child = null;
        registered(false);
    }

    void registered(boolean now) {
        losses += registered && !now ? 1 : 0;
        starts &= !now;
        registered = now;
        used |= now;
    }

    /** Whether its first engine is about to register, as far as is known. */
    boolean starts() {
        return starts;
    }

    /** It has taken so long that nobody waits for it. */
    void startsNoLonger() {
        starts = false;
    }

    /** How often an engine in it was lost to the controller, be it that its process ended. */
    int losses() {
        return losses;
    }

    private static ProcessName name(int number) {
        return ProcessName.engine(number);
    }
}
