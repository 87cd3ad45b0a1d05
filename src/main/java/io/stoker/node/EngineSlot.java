package io.stoker.node;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of the launcher's slots for JVMs of engines: as one process ends in it the next one begins. */
final class EngineSlot {
    private final int first;
    private final int count;
    private final LogFile log;
    private final Backoff backoff = new Backoff();
    private @Nullable ChildProcess child;
    private UUID node = new UUID(0, 0);
    private final Set<String> registered = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private boolean used;
    private boolean starts = true;
    private int losses;

    /**
     * @param first the place of its first engine among the launcher's
     * @param count how many engines it has
     * @param onTrouble told when its log cannot be written
     */
    EngineSlot(int first, int count, Profile profile, Consumer<String> onTrouble) {
        this.first = first;
        this.count = count;
        this.log = LogFile.begin(profile.log(name()), System::nanoTime, onTrouble);
    }

    int first() {
        return first;
    }

    /** How many engines its JVM starts with. */
    int count() {
        return count;
    }

    final ProcessName name() {
        return ProcessName.engines(first, count);
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

    /** Names the start of the process in it. */
    UUID node() {
        return node;
    }

    /** How many of its engines the controller knows. */
    int registered() {
        return registered.size();
    }

    /** Whether the controller knows all its engines but those that a client has ended. */
    boolean isComplete() {
        return registered.size() + ended.size() == count;
    }

    void started(ChildProcess process, UUID start) {
        child = process;
        node = start;
        used = false;
    }

    /** How long the process in it was of use: not at all, unless it has registered. */
    Duration usedFor() {
        return used && child != null ? child.age() : Duration.ZERO;
    }

    void ended() {
        child = null;
        losses += registered.isEmpty() ? 0 : 1;
        registered.clear();
        ended.clear();
    }

    /**
     * The controller knows this engine.
     *
     * @return whether that is news
     */
    boolean registered(String instance) {
        used = true;
        boolean news = registered.add(instance);
        starts &= !isComplete();
        return news;
    }

    /**
     * The controller does not count on this engine any more.
     *
     * @return whether that is news, and the engine is expected back
     */
    boolean lost(String instance) {
        boolean news = registered.remove(instance);
        losses += news ? 1 : 0;
        return news;
    }

    /** A client has ended this engine. */
    void ended(String instance) {
        ended.add(instance);
        registered.remove(instance);
    }

    /** Whether its first engines are about to register, as far as is known. */
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
}
