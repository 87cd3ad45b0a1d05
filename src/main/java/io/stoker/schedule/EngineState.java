package io.stoker.schedule;

import io.stoker.task.EngineProperties;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the schedule knows of one engine. It is indexed by nearly all of this, so nothing may change it but
 * {@link EngineIndex#change}.
 *
 * <p>The oldest task it holds is its head: what it runs, or is about to run. An engine is <em>stalled</em> when its
 * head has made no progress for so long that its {@link Pace} is known to be wrong; it is then given nothing more until
 * it moves on.
 */
final class EngineState {
    private final String key;
    private final Node node;
    private final long ordinal;
    private final int slot;
    private final Pace pace;
    private final List<EngineClass> engineClasses = new ArrayList<>();
    /** What it holds, and whether that is known to have started. */
    private final Map<Long, Boolean> held = new LinkedHashMap<>();
    /** Held behind the head, not known to have started, not asked back yet. */
    private final Set<Long> reclaimable = new LinkedHashSet<>();
    /** Held, and given the node to themselves. */
    private final Set<Long> owners = new HashSet<>();
    /** Held, and found to need the node to themselves since they are here. */
    private final Set<Long> claimants = new HashSet<>();

    private KnownProperties properties;
    private boolean exclusive;
    private boolean paused;
    private boolean draining;
    private boolean stalled;
    private int failures;
    private boolean penalised;
    private long penaltyEnd;
    private long lastUsed;
    private long lastProgress;

    EngineState(String key, Node node, long ordinal, int slot, EngineProperties properties, Pace pace) {
        this.key = key;
        this.node = node;
        this.ordinal = ordinal;
        this.slot = slot;
        this.properties = new KnownProperties(properties);
        this.pace = pace;
    }

    /** Hands it a task. {@code use} numbers the hand-outs. */
    void give(long task, Alone alone, long use, long tick) {
        if (alone == Alone.IN_NODE) {
            owners.add(task);
        }
        hold(task, alone, false, tick);
        lastUsed = use;
    }

    /** Whether {@link #hold} would change nothing. */
    boolean holds(long task, Alone alone, boolean started) {
        Boolean runs = held.get(task);
        boolean known = alone == Alone.IN_NODE ? needsNode(task) : exclusive || alone == Alone.NO;
        return runs != null && (runs || !started) && known;
    }

    private boolean needsNode(long task) {
        return owners.contains(task) || claimants.contains(task);
    }

    /**
     * It holds a task.
     *
     * @param alone what nothing more is put behind, or beside
     * @param started whether it is known to run the task
     */
    void hold(long task, Alone alone, boolean started, long tick) {
        exclusive |= alone != Alone.NO;
        if (alone == Alone.IN_NODE && !needsNode(task)) {
            claimants.add(task);
        }
        if (held.isEmpty()) {
            progressed(tick);
        } else if (!held.containsKey(task)) {
            reclaimable.add(task);
        }
        boolean runs = Boolean.TRUE.equals(held.putIfAbsent(task, false));
        if (started && !runs) {
            held.put(task, true);
            reclaimable.remove(task);
            progressed(tick);
        }
    }

    /** Takes a task away from it. Only a returned task that stood behind the head is no sign of progress. */
    void ended(long task, long tick, long nanos, boolean failed) {
        boolean head = isHead(task);
        held.remove(task);
        reclaimable.remove(task);
        owners.remove(task);
        claimants.remove(task);
        if (head && !held.isEmpty()) {
            reclaimable.remove(head());
        }
        exclusive &= !held.isEmpty();
        if (nanos >= 0) {
            pace.ran(nanos);
        }
        if (failed || nanos >= 0) {
            failures = failed ? failures + 1 : 0;
        }
        if (head || nanos >= 0) {
            progressed(tick);
        }
    }

    void properties(EngineProperties now) {
        properties = new KnownProperties(now);
    }

    void penalise(long end) {
        penalised = true;
        penaltyEnd = end;
    }

    void forgive() {
        penalised = false;
    }

    void pause(boolean paused) {
        this.paused = paused;
    }

    void drain(boolean draining) {
        this.draining = draining;
    }

    void stall() {
        stalled = true;
    }

    /** Notes that everything reclaimable has been asked back, which only happens to a stalled engine. */
    void askedBack() {
        stalled = true;
        reclaimable.clear();
    }

    String key() {
        return key;
    }

    Node node() {
        return node;
    }

    /** Numbers the engines by when they came; it makes every order total. */
    long ordinal() {
        return ordinal;
    }

    /** A small number that it has alone among those who are here. */
    int slot() {
        return slot;
    }

    /** The engine classes it is in, as {@link EngineClasses} keeps them. */
    List<EngineClass> engineClasses() {
        return engineClasses;
    }

    KnownProperties properties() {
        return properties;
    }

    int load() {
        return held.size();
    }

    boolean isIdle() {
        return held.isEmpty();
    }

    Set<Long> held() {
        return held.keySet();
    }

    List<Long> reclaimable() {
        return List.copyOf(reclaimable);
    }

    boolean hasReclaimable() {
        return !reclaimable.isEmpty();
    }

    boolean hasRoom() {
        return !isWithheld() && held.size() < capacity() && !node.isClosed();
    }

    /** Whether it holds a task that was given the node to itself. */
    boolean ownsNode() {
        return !owners.isEmpty();
    }

    /** Whether it holds a task that was found to need the node to itself since it is here. */
    boolean claimsNode() {
        return !claimants.isEmpty();
    }

    /** Whether it is busy with something that is no task of the schedule. */
    boolean isPaused() {
        return paused;
    }

    /** Whether it is given nothing, whatever room it has. */
    boolean isWithheld() {
        return paused || draining;
    }

    boolean isDraining() {
        return draining;
    }

    /** How many of its latest tasks failed, without a good one in between. */
    int failuresInARow() {
        return failures;
    }

    boolean hasFailed() {
        return failures > 0;
    }

    boolean isPenalised() {
        return penalised;
    }

    /** Whether it still is at this tick. */
    boolean isPenalised(long tick) {
        return penalised && tick < penaltyEnd;
    }

    long penaltyEnd() {
        return penaltyEnd;
    }

    /** The number of the last hand-out it got; 0 for none. */
    long lastUsed() {
        return lastUsed;
    }

    long lastProgress() {
        return lastProgress;
    }

    /** How long its tasks last, in nanoseconds; negative if that is not known. */
    long usual() {
        return pace.usual();
    }

    private int capacity() {
        return exclusive || stalled ? 1 : 1 + pace.prefetch();
    }

    private void progressed(long tick) {
        lastProgress = tick;
        stalled = false;
    }

    private boolean isHead(long task) {
        return !held.isEmpty() && head() == task;
    }

    private long head() {
        return held.keySet().iterator().next();
    }
}
