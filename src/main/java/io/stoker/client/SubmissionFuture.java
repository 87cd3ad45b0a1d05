package io.stoker.client;

import io.stoker.task.KeyReusedException;
import io.stoker.task.LedgerFullException;
import io.stoker.task.RefusedException;
import io.stoker.wire.Once;
import io.stoker.wire.ToClient;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that were submitted together. They may travel in several messages, of which each is accepted or refused by
 * itself; the caller hears when all are answered.
 */
final class SubmissionFuture {
    private static final long REFUSED = -1;
    private static final int MOST_IDS_SHOWN = 20;

    private final long[] ids;
    private final Listener listener;
    private final Lacking lacking;
    private final Terms terms;
    private final AnswerFuture<long[]> future = new AnswerFuture<>();
    private int missing;
    private @Nullable String refusal;
    private ToClient.@Nullable Reason kind;

    /** Hears of each task that is accepted, and has the controller tell its end without being asked. */
    interface Listener {
        /** For those who want the ids only: no end is told. */
        Listener NONE = (index, id) -> {};

        /** The task at this index has this id. */
        void accepted(int index, long id);
    }

    /** Hears of tasks that were not taken because the store lacks values of theirs, or of those that came with them. */
    interface Lacking {
        /** Submits the tasks at these indexes again, or refuses them for this reason. */
        void lacking(List<Integer> indexes, String reason);
    }

    /** Of tasks that are submitted once, whatever happens. */
    SubmissionFuture(int count, Listener listener) {
        this.ids = new long[count];
        this.listener = listener;
        this.lacking = this::refused;
        this.terms = Terms.NONE;
        this.missing = count;
    }

    /** Of tasks that are submitted under these terms. */
    SubmissionFuture(int count, Listener listener, Lacking lacking, Terms terms) {
        this.ids = new long[count];
        this.listener = listener;
        this.lacking = lacking;
        this.terms = terms;
        this.missing = count;
    }

    /** Whether the controller is to tell the ends of the tasks. */
    boolean wantsEnds() {
        return listener != Listener.NONE;
    }

    /** Under what keys those from this index on are accepted; null if under those of the client. */
    @Nullable
    Once once(int from) {
        return terms.once() == null ? null : new Once(terms.once(), from, ids.length, terms.content());
    }

    /** Before which id there is no retry of what these are retries of. */
    long retriesSeen() {
        return terms.retriesSeen();
    }

    AnswerFuture<long[]> future() {
        return future;
    }

    synchronized void accepted(int index, long id) {
        ids[index] = id;
        missing--;
        listener.accepted(index, id);
    }

    /** To be called without a lock, as {@link #completeIfAnswered}. */
    void refused(List<Integer> indexes, String reason) {
        refused(indexes, reason, null);
    }

    /** As the other one, of what the controller has refused. */
    void refused(List<Integer> indexes, String reason, ToClient.@Nullable Reason why) {
        synchronized (this) {
            kind = why;
            for (int index : indexes) {
                ids[index] = REFUSED;
                missing--;
                refusal = reason;
            }
        }
        completeIfAnswered();
    }

    /** To be called without a lock. */
    void lacking(List<Integer> indexes, String reason) {
        lacking.lacking(indexes, reason);
    }

    /** To be called without a lock: what hangs on the future runs now. */
    void completeIfAnswered() {
        RefusedException refused;
        synchronized (this) {
            if (missing > 0) {
                return;
            }
            refused = refusal == null ? null : exception(refusal);
        }
        if (refused == null) {
            future.complete(ids);
        } else {
            future.completeExceptionally(refused);
        }
    }

    private RefusedException exception(String reason) {
        long[] accepted = LongStream.of(ids).filter(id -> id != REFUSED).toArray();
        if (accepted.length == 0) {
            return whole(reason);
        }
        int first = 0;
        while (ids[first] != REFUSED) {
            first++;
        }
        String message = (ids.length - accepted.length) + " of " + ids.length
                + " tasks were refused, the first of them at index " + first + ": " + reason
                + "; the others were accepted, with the ids "
                + Ids.text(Ids.runs(accepted).get(0), MOST_IDS_SHOWN);
        return kind == ToClient.Reason.LOOK_AGAIN
                ? new LookAgainException(message, accepted)
                : new RefusedException(message, accepted);
    }

    /** All of it was refused. */
    private RefusedException whole(String reason) {
        if (kind == null) {
            return new RefusedException(reason);
        }
        return switch (kind) {
            case KEY_REUSED -> new KeyReusedException(reason);
            case LEDGER_FULL -> new LedgerFullException(reason);
            case LOOK_AGAIN -> new LookAgainException(reason);
            default -> new RefusedException(reason);
        };
    }
}
