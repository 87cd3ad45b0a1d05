package io.stoker.store.sql;

import io.stoker.store.ValueFiles;
import io.stoker.store.ValueStore;
import io.stoker.task.StoredValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Large values as files, which are told of every row that refers to them. */
final class ValuesInFiles implements ValueStorage {
    private final ValueFiles files;

    /** What the files were told, by how often. */
    private final Map<StoredValue, Integer> referred = new HashMap<>();

    ValuesInFiles(ValueFiles files) {
        this.files = files;
    }

    @Override
    public ValueStore store() {
        return files;
    }

    /** In place of what was referred to when it was opened before. */
    @Override
    public void opened(Connection connection) throws SQLException {
        List<StoredValue> now = new SnapshotReader(connection).values();
        files.refer(now);
        referred.forEach((value, times) -> files.release(Collections.nCopies(times, value)));
        referred.clear();
        now.forEach(value -> referred.merge(value, 1, Integer::sum));
    }

    @Override
    public void use(Connection connection, List<StoredValue> used) {
        // The files are told when it is durable.
    }

    @Override
    public void committed(List<StoredValue> used, List<StoredValue> usedNoMore) {
        files.refer(used);
        used.forEach(value -> referred.merge(value, 1, Integer::sum));
        files.release(usedNoMore);
        usedNoMore.forEach(value -> referred.computeIfPresent(value, (v, times) -> times == 1 ? null : times - 1));
    }

    @Override
    public void close() {
        files.close();
    }
}
