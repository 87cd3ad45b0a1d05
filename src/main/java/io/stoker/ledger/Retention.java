package io.stoker.ledger;

import io.stoker.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The rules of which results go by themselves: those that have ended too long ago, and the oldest ones when there are
 * too many or they take too much. They go by slices, so that no commit takes long, and never while they are pinned.
 *
 * <p>Of the finished tasks the ledger remembers next to nothing. It therefore has somebody look what the store says, by
 * {@link Answer.Look}, and decides when it is told by {@link Command.Retain}.
 */
final class Retention {
    /** How many tasks go in one commit at most. */
    static final int SLICE = 1_000;

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    /** So long a clock that was set must have run evenly before anything goes for its age. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final RetentionSettings limits;
    private final LedgerState state;
    private final ClockWatch clock;
    private final Duration evenFor;
    /** When it was looked last. The start of a ledger with results counts: it is busy enough without. */
    private long lookedAt;

    /** Whether somebody looks just now, or has been lost. */
    private boolean looking;
    /** What had finished when a look brought nothing: another one is of no use before more has. */
    private long idleAt = -1;

    private long from;
    /** When the latest of those before that was submitted, as far as the clock was not ahead then. */
    private long submitted;
    /**
     * How many were too many when somebody began to look: those that have finished since need not be among what is
     * seen.
     */
    private long tooManyBefore;

    private long regroupedBefore;
    /** What the store has said, and what the ledger had counted then. */
    private long bytes;

    private long bytesBefore;

    Retention(RetentionSettings limits, LedgerState state, ClockWatch clock, Now now) {
        this.limits = limits;
        this.state = state;
        this.clock = clock;
        Duration tenth = limits.maxAge().dividedBy(10);
        evenFor = tenth.compareTo(LONG_ENOUGH) < 0 ? tenth : LONG_ENOUGH;
        lookedAt = now.tick();
        bytesBefore = state.finishedBytes();
        looking = state.unpinned() > 0;
    }

    /** The tick from which on {@link #look} is of use; empty if nothing ever goes by itself. */
    OptionalLong dueAt() {
        if (!limits.limits()) {
            return OptionalLong.empty();
        }
        boolean now = !looking && (from > 0 || (isOver() && idleAt != state.finishedBytes()));
        return OptionalLong.of(now ? lookedAt : lookedAt + LOOK_EVERY.toNanos());
    }

    private boolean isOver() {
        return tooMany() > 0
                || (limits.maxBytes() > 0 && bytes + state.finishedBytes() - bytesBefore > limits.maxBytes());
    }

    private long tooMany() {
        return limits.maxTasks() == 0 ? 0 : Math.max(0, state.unpinned() - limits.maxTasks());
    }

    /** Whoever asks goes and looks. If nothing comes of it, it is asked for again after a while. */
    Answer.Look look(Now now) {
        lookedAt = now.tick();
        looking = true;
        from = isOver() ? 0 : from;
        tooManyBefore = tooMany();
        regroupedBefore = state.regrouped();
        return new Answer.Look(from, SLICE);
    }

    /** Decides what goes, as one slice without gaps after the other; each is to be applied before the next is taken. */
    List<Removal> slices(RetentionCandidates candidates, Now now) {
        looking = false;
        idleAt = -1;
        boolean stale = state.regrouped() != regroupedBefore;
        bytes = candidates.bytes();
        bytesBefore = state.finishedBytes();
        long before = now.millis() - limits.maxAge().toMillis();
        boolean ages = !limits.maxAge().isZero() && clock.isEvenFor(evenFor, now);
        List<RetentionCandidates.Old> there =
                candidates.oldest().stream().filter(this::mayGo).toList();
        List<RetentionCandidates.Old> expired = ages ? expired(there, before, now) : List.of();
        boolean more = ages && hasOlder(candidates, before, now);
        if (!expired.isEmpty()) {
            from = more ? from : 0;
            return runs(expired, "older than " + Words.of(limits.maxAge()), now);
        }
        List<Removal> excess = from > 0 ? List.of() : excess(there, stale, now);
        from = more ? candidates.oldest().get(candidates.oldest().size() - 1).task() + 1 : 0;
        idleAt = excess.isEmpty() && !stale ? state.finishedBytes() : -1;
        return excess;
    }

    /**
     * Those that have ended before then. Each has ended after all those before it were submitted, whatever the clock
     * said when it did: it may have been behind.
     */
    private List<RetentionCandidates.Old> expired(List<RetentionCandidates.Old> there, long before, Now now) {
        List<RetentionCandidates.Old> expired = new ArrayList<>();
        submitted = from == 0 ? 0 : submitted;
        for (RetentionCandidates.Old old : there) {
            submitted = old.submitted() <= now.millis() ? Math.max(submitted, old.submitted()) : submitted;
            if (Math.max(old.completed(), submitted) < before) {
                expired.add(old);
            }
        }
        return expired;
    }

    /**
     * Whether those behind the ones that were looked at may have ended too long ago as well; a clock that was ahead
     * says nothing about that.
     */
    private static boolean hasOlder(RetentionCandidates candidates, long before, Now now) {
        int n = candidates.oldest().size();
        long last = n == 0 ? 0 : candidates.oldest().get(n - 1).submitted();
        return n >= SLICE && (last < before || last > now.millis());
    }

    private boolean mayGo(RetentionCandidates.Old old) {
        return state.finished().find(old.task()) != TaskState.NO_CODE
                && !state.pins().contains(old.task());
    }

    private List<Removal> excess(List<RetentionCandidates.Old> there, boolean stale, Now now) {
        long tooMany = Math.min(tooMany(), tooManyBefore);
        if (tooMany > 0) {
            return runs(
                    there.subList(0, (int) Math.min(tooMany, there.size())),
                    "more than " + limits.maxTasks() + " tasks",
                    now);
        }
        // What has gone, or was pinned, while the store was asked may be in its sum.
        long tooMuch = limits.maxBytes() == 0 || stale ? 0 : bytes - limits.maxBytes();
        int n = 0;
        while (n < there.size() && tooMuch > 0) {
            tooMuch -= there.get(n).bytes();
            n++;
        }
        return runs(there.subList(0, n), "more than " + Words.ofBytes(limits.maxBytes()), now);
    }

    private static List<Removal> runs(List<RetentionCandidates.Old> tasks, String why, Now now) {
        List<Removal> runs = new ArrayList<>();
        long day = Math.floorDiv(now.millis(), DAY) * DAY;
        for (RetentionCandidates.Old old : tasks) {
            int last = runs.size() - 1;
            boolean follows = last >= 0 && runs.get(last).to() == old.task() - 1;
            long first = follows ? runs.remove(last).from() : old.task();
            runs.add(new Removal(first, old.task(), day, "retention (" + why + ")"));
        }
        return runs;
    }
}
