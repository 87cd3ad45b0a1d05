package io.stoker.store.sql;

import io.stoker.store.StoreException;
import io.stoker.task.Block;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task does, in columns that hold it as it came: two blocks, of which only how they begin can be shown, and what
 * rules need. Rows of earlier versions have none of these, and are read by {@link EarlierTaskRow}.
 *
 * @param arguments null if there are none
 * @param rules null if there are neither options nor stored values
 */
record TaskRow(Block code, @Nullable Block arguments, byte @Nullable [] rules) {
    /** What {@link #spec} reads, in its order. */
    static final String COLUMNS = "source, body, code, code_head, arguments, arguments_head, options";

    static TaskRow of(TaskSpec spec) {
        boolean plain = spec.values().isEmpty() && spec.options().equals(TaskOptions.NONE);
        return new TaskRow(
                spec.code(),
                spec.arguments().isEmpty() ? null : spec.arguments(),
                plain ? null : Blobs.encode(new Blobs.Rules(spec.values(), spec.options())));
    }

    /** The task of a row in which {@link #COLUMNS} begin at this place. */
    static TaskSpec spec(ResultSet row, int first, String what) throws SQLException {
        byte[] code = row.getBytes(first + 2);
        if (code == null) {
            return EarlierTaskRow.spec(row.getString(first), row.getBytes(first + 1), what);
        }
        byte[] encoded = row.getBytes(first + 6);
        Blobs.Rules rules = encoded == null
                ? new Blobs.Rules(List.of(), TaskOptions.NONE)
                : Blobs.decode(encoded, Blobs.Rules.class, what);
        return new TaskSpec(
                block(code, row.getInt(first + 3), what),
                block(row.getBytes(first + 4), row.getInt(first + 5), what),
                rules.values(),
                rules.options());
    }

    /** The block of a column, which is null if it is empty. */
    static Block block(byte @Nullable [] bytes, int head, String what) {
        try {
            return bytes == null ? Block.EMPTY : Block.of(bytes, head);
        } catch (IllegalArgumentException e) {
            throw new StoreException(what + " cannot be read from the ledger: " + e.getMessage(), e);
        }
    }
}
