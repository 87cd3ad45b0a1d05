package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.store.ValueStore;
import io.stoker.store.ValueStoreTest;
import io.stoker.task.StoredValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValuesInTablesIT extends ValueStoreTest {
    private PostgresqlSettings settings;
    private SqlStore store;
    private long references;

    @Override
    protected ValueStore open() throws Exception {
        settings = settings == null ? PostgresServer.shared().database() : settings;
        store = SqlStore.postgresql(settings, MOST, () -> now);
        get(store.open("akka://stoker@127.0.0.1:10113"));
        return store.values();
    }

    @Override
    protected void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    protected void refer(List<StoredValue> values) throws Exception {
        for (StoredValue value : values) {
            execute("INSERT INTO value_use VALUES (" + references++ + ", 0, '" + value + "')");
            execute("UPDATE value SET used_at = " + now.toEpochMilli() + " WHERE id = '" + value.id() + "'");
        }
    }

    @Override
    protected void release(List<StoredValue> values) throws Exception {
        for (StoredValue value : values) {
            execute("DELETE FROM value_use WHERE task = (SELECT max(task) FROM value_use WHERE value = '" + value
                    + "')");
            execute("UPDATE value SET used_at = " + now.toEpochMilli() + " WHERE id = '" + value.id() + "'");
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = PostgresServer.connect(settings);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Override
    protected Collection<UUID> kept() throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Connection connection = PostgresServer.connect(settings);
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT id FROM value")) {
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    @Test
    void aSweepPassesOverWhatACommitHasInItsHands() throws Exception {
        writeAll(VALUE, BYTES);
        try (Connection commit = PostgresServer.connect(settings)) {
            commit.setAutoCommit(false);
            assertThat(new ValueTables(commit).touch(List.of(VALUE.id()), now.toEpochMilli()))
                    .containsExactly(VALUE.id());
            assertThat(get(values.sweep(Duration.ofDays(-1)))).isZero();
            commit.commit();
        }
        assertThat(get(values.sweep(Duration.ofDays(-1)))).isEqualTo(1);
    }

    @Test
    void whatOneControllerHasTakenInHalfGoesOnAtAnother() throws Exception {
        write(VALUE, BYTES, 0);
        close();
        values = open();
        assertThat(write(VALUE, BYTES, PART)).isEqualTo(2 * PART);
        writeAll(VALUE, BYTES);
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
        assertThat(chunks()).isEqualTo(4);
        get(values.sweep(Duration.ofDays(-1)));
        assertThat(chunks()).isZero();
    }

    @Test
    void whatWasUsedUnderAClockThatWasAheadGrowsOldFromTheNextStart() throws Exception {
        writeAll(VALUE, BYTES);
        now = now.plus(Duration.ofDays(365));
        refer(List.of(VALUE));
        now = now.minus(Duration.ofDays(365));
        close();
        values = open();
        execute("DELETE FROM value_use");
        assertThat(get(values.sweep(Duration.ofHours(1)))).isZero();
        now = now.plus(Duration.ofHours(1));
        assertThat(get(values.sweep(Duration.ofHours(1)))).isEqualTo(1);
    }

    private long chunks() throws SQLException {
        try (Connection connection = PostgresServer.connect(settings);
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT count(*) FROM chunk")) {
            row.next();
            return row.getLong(1);
        }
    }
}
