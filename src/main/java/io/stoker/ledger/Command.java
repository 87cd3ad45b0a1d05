package io.stoker.ledger;

import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Submitter;
import io.stoker.task.TaskSpec;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands to the ledger. */
public sealed interface Command {

    /**
     * A client's command under one or more consecutive keys of its session. Each key is decided once, however often it
     * is sent.
     */
    sealed interface Keyed extends Command {

        /** The client's session. */
        String session();

        /** All of the session's answers up to this key have arrived and may be forgotten. */
        long acknowledged();

        /** The first key. */
        long firstKey();

        /** Of what is wanted under each key, to refuse the same key for something else. */
        long[] hashes();
    }

    /** As {@link Keyed}, under one key. */
    sealed interface OneKey extends Keyed {

        long key();

        /** Of what is wanted. */
        long hash();

        @Override
        default long firstKey() {
            return key();
        }

        @Override
        default long[] hashes() {
            return new long[] {hash()};
        }
    }

    /**
     * Accept a run of tasks under consecutive keys. Keys that were answered before get the same ids again.
     *
     * @param by who wants that, in which session
     * @param firstKey the first task's key, the next task's and so on
     * @param together how many tasks are submitted in all, of which these are some, where another number of them is
     *     other content; 0 where that does not matter
     * @param content hash of what is wanted; 0 if the tasks themselves tell it from anything else
     * @param retriesSeen who submits these, which are retries, has seen that there was none of the same tasks before
     *     this id: where there is one since, that one is meant; {@link #RETRIES_UNSEEN} to accept them anyway
     */
    record Submit(
            String session,
            Submitter by,
            long acknowledged,
            long firstKey,
            List<TaskSpec> specs,
            int together,
            long content,
            long retriesSeen)
            implements Keyed {
        /** Nobody has looked for retries. */
        public static final long RETRIES_UNSEEN = -1;

        /** Tasks of which each stands for itself, under keys of who wants that. */
        public Submit(Submitter by, long acknowledged, long firstKey, List<TaskSpec> specs) {
            this(by.session(), by, acknowledged, firstKey, specs, 0, 0, RETRIES_UNSEEN);
        }

        @Override
        public long[] hashes() {
            return specs.stream()
                    .mapToLong(spec -> content == 0 ? ContentHash.of(spec, together) : content)
                    .toArray();
        }
    }

    /** End a task before it has ended by itself. */
    record Abort(String session, long acknowledged, long key, long task) implements OneKey {

        @Override
        public long hash() {
            return ContentHash.ofAbort(task);
        }
    }

    /**
     * Remove the results of finished tasks.
     *
     * @param ranges first and last id, alternating, ascending and without overlap; empty for all there are
     */
    record Clear(String session, long acknowledged, long key, long[] ranges) implements OneKey {

        @Override
        public long hash() {
            return ContentHash.ofClear(ranges);
        }
    }

    /**
     * Pin tasks, so that their results stay, or unpin them.
     *
     * @param ranges first and last id, alternating, ascending and without overlap
     */
    record Pin(String session, long acknowledged, long key, long[] ranges, boolean pinned) implements OneKey {

        @Override
        public long hash() {
            return ContentHash.ofPin(ranges, pinned);
        }
    }

    /** Let go of the results that need not be kept, if that is so by what the store has found. */
    record Retain(RetentionCandidates candidates) implements Command {}

    /**
     * No engine that is here could run a queued task for too long.
     *
     * @param reason in words for a person
     */
    record Expire(long task, String reason) implements Command {}

    /** Begin the next attempt of a queued task on an engine, which the schedule has chosen. */
    record Assign(long task, String instance, int engineId) implements Command {}

    /** An engine says that an attempt has started. */
    record Start(String instance, AttemptId attempt) implements Command {}

    /**
     * An engine says how an attempt ended.
     *
     * @param result null if it was given back unstarted
     */
    record Report(
            String instance, AttemptId attempt, @Nullable AttemptResult result) implements Command {}

    /** An engine is silent or unreachable: what it holds may run elsewhere. */
    record Suspect(String instance) implements Command {}

    /**
     * An engine is here, for the first time or again, and holds these attempts, reports of ended ones included.
     *
     * @param asOf {@link Ledger#boundary()} when it was asked: it speaks of what was dispatched before, and knows
     *     nothing of what came after
     */
    record Register(String instance, Set<AttemptId> holds, long asOf) implements Command {}

    /**
     * Engines will never report again: they died together, because their JVM did.
     *
     * @param instances all engines of that JVM
     * @param othersRan whether something else than tasks, as a direct call, ran in that JVM: then no task can be blamed
     * @param evidence how that is known, in words for a person
     */
    record EnginesDied(Set<String> instances, boolean othersRan, String evidence) implements Command {}

    /** The time of {@link Ledger#nextWake()} has come. */
    record Wake() implements Command {}
}
