package io.stoker.store.sql;

import io.stoker.ledger.IdSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided at once for more tasks than one transaction should change the rows of. The decision is durable with
 * its commit, by a row for each 4096 ids; the rows of the tasks follow afterwards, some in each transaction and in the
 * order of the decisions, also after a restart. Whoever reads those rows meanwhile has to reckon with it.
 */
final class Chores {
    /** How many tasks' rows change in one transaction, and in how many runs these are. */
    static final int MOST_TASKS = 1_000;

    private static final int MOST_RUNS = 100;

    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private final List<Piece> planned = new ArrayList<>();
    private long nextSeq;

    /** What is to be done, with the code that stands for it in the table. */
    enum What {
        /** The rows of tasks that are gone go. */
        REMOVE(0),
        /** Tasks get rows that say they are pinned. */
        PIN(1),
        /** They lose them. */
        UNPIN(2);

        final long code;

        What(long code) {
            this.code = code;
        }

        static What of(long code) {
            return code == REMOVE.code ? REMOVE : code == PIN.code ? PIN : UNPIN;
        }
    }

    /** It is to be done to these tasks, which are of one chunk. */
    record Piece(long seq, What what, long chunk, BitSet tasks) {
        IdSet ids() {
            return IdSet.of(chunk, tasks);
        }
    }

    /**
     * What one transaction does.
     *
     * @param rest what is left of the piece; null if that is done
     */
    record Slice(Piece now, @Nullable Piece rest) {}

    /** Whether so many may be changed with a commit. */
    static boolean isSmall(IdSet tasks) {
        int[] runs = {0};
        tasks.forEachRun((from, to) -> runs[0]++);
        return runs[0] <= MOST_RUNS && tasks.count() <= MOST_TASKS;
    }

    /** Reads what is left of an earlier process or connection. */
    void load(Connection connection) throws SQLException {
        pieces.clear();
        planned.clear();
        pieces.addAll(read(connection));
        nextSeq = pieces.isEmpty() ? 0 : pieces.getLast().seq() + 1;
    }

    static List<Piece> read(Connection connection) throws SQLException {
        List<Piece> all = new ArrayList<>(0);
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT seq, what, chunk, tasks FROM backlog ORDER BY seq");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                What what = What.of(row.getLong(2));
                all.add(new Piece(row.getLong(1), what, row.getLong(3), BitSet.valueOf(row.getBytes(4))));
            }
        }
        return all;
    }

    /** The tasks that are gone and still have rows. */
    static IdSet removed(Connection connection) throws SQLException {
        IdSet gone = new IdSet();
        for (Piece piece : read(connection)) {
            if (piece.what() == What.REMOVE) {
                gone.set(piece.ids(), true);
            }
        }
        return gone;
    }

    boolean isEmpty() {
        return pieces.isEmpty() && planned.isEmpty();
    }

    /** Whether there is something to be done. */
    boolean isDue() {
        return !pieces.isEmpty();
    }

    /** What is to be done when this commit is durable; its rows are to be written with it. */
    List<Piece> plan(What what, IdSet tasks) {
        List<Piece> fresh = new ArrayList<>();
        tasks.chunks().forEach((chunk, bits) -> fresh.add(new Piece(nextSeq++, what, chunk, bits)));
        planned.addAll(fresh);
        return fresh;
    }

    /** The commit is durable. */
    void committed() {
        pieces.addAll(planned);
        planned.clear();
    }

    /** What comes next. */
    Slice next() {
        Piece piece = pieces.element();
        BitSet now = new BitSet();
        BitSet rest = (BitSet) piece.tasks().clone();
        int bit = rest.nextSetBit(0);
        for (int runs = 0; bit >= 0 && runs < MOST_RUNS && now.cardinality() < MOST_TASKS; runs++) {
            int end = Math.min(rest.nextClearBit(bit), bit + MOST_TASKS - now.cardinality());
            now.set(bit, end);
            rest.clear(bit, end);
            bit = rest.nextSetBit(end);
        }
        return new Slice(
                new Piece(piece.seq(), piece.what(), piece.chunk(), now),
                rest.isEmpty() ? null : new Piece(piece.seq(), piece.what(), piece.chunk(), rest));
    }

    /** The slice is durable. */
    void done(Slice slice) {
        pieces.remove();
        if (slice.rest() != null) {
            pieces.addFirst(slice.rest());
        }
    }
}
