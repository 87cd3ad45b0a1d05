package io.stoker.client;

import io.stoker.task.RefusedException;
import io.stoker.wire.ToController;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that were submitted together. They may travel in several messages, of which each is accepted or refused by
 * itself; the caller hears when all are answered.
 */
final class Run {
    private static final long REFUSED = -1;
    private static final int MOST_IDS_SHOWN = 20;

    private final long[] ids;
    private final Ends ends;
    private final Answer<long[]> future = new Answer<>();
    private int missing;
    private @Nullable String refusal;

    /** What is to be done about each task's end, when its id is known. */
    interface Ends {
        /** Nothing: only ids are wanted. */
        Ends NONE = (index, id) -> {};

        /** The end of the task at this index is told as it comes, without being asked for. */
        void isTold(int index, long id);
    }

    Run(int count) {
        this(count, Ends.NONE);
    }

    Run(int count, Ends ends) {
        this.ids = new long[count];
        this.ends = ends;
        this.missing = count;
    }

    /** What the controller is to tell of the tasks. */
    ToController.Ends ends() {
        return ends == Ends.NONE ? ToController.Ends.NONE : ToController.Ends.WHOLE;
    }

    Answer<long[]> future() {
        return future;
    }

    synchronized void accepted(int index, long id) {
        ids[index] = id;
        missing--;
        ends.isTold(index, id);
    }

    synchronized void refused(int index, String reason) {
        ids[index] = REFUSED;
        missing--;
        refusal = reason;
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
            return new RefusedException(reason);
        }
        int first = 0;
        while (ids[first] != REFUSED) {
            first++;
        }
        return new RefusedException(
                (ids.length - accepted.length) + " of " + ids.length
                        + " tasks were refused, the first of them at index " + first + ": " + reason
                        + "; the others were accepted, with the ids "
                        + Ids.text(Ids.runs(accepted).get(0), MOST_IDS_SHOWN),
                accepted);
    }
}
