package io.stoker.store.sql;

import static io.stoker.store.sql.SqlStoreTest.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.store.Path;
import io.stoker.store.Position;
import io.stoker.store.StoreException;
import io.stoker.task.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How listings use SQLite: only to read, not for long, and in the order of an index. */
class ListingsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final List<Query> QUERIES = List.of(
            Query.all(),
            Query.all().label("k", "v"),
            Query.all().name("n"),
            Query.all().label("k"),
            Query.all().session("s"),
            Query.all().user("u"),
            Query.all().state(Query.State.UNFINISHED),
            Query.all().state(Query.State.FAILED, Query.State.TIMED_OUT),
            Query.all().completed(Instant.EPOCH, Instant.MAX),
            Query.all().submitted(Instant.EPOCH, Instant.MAX));

    @TempDir
    private java.nio.file.Path folder;

    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = SqliteDatabase.in(folder, SqlStore.LOCK_WAIT);
        try (Connection writer = database.writer()) {
            new Migrations(database.dialect()).run(writer, "here");
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aConnectionThatListsCanChangeNothing() throws Exception {
        try (Connection lister = database.lister(LONG);
                Statement statement = lister.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM task"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void aListThatTakesTooLongIsStoppedAndTheNextOneIsNot() throws Exception {
        try (Connection writer = database.writer();
                Statement statement = writer.createStatement()) {
            statement.executeUpdate(
                    "WITH RECURSIVE n (id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM n WHERE id < 20000)"
                            + " INSERT INTO task (id, submitted, source) SELECT id, 0, '' FROM n");
            writer.commit();
        }
        Query query = Query.all().engine(1);
        try (Listings hasty = new Listings(database, Duration.ZERO)) {
            assertThatThrownBy(() -> join(hasty.page(query, null, 1)))
                    .hasCauseInstanceOf(StoreException.class)
                    .hasMessageContaining("took longer than 0 ms and was stopped: ask for a label");
        }
        try (Listings patient = new Listings(database, LONG)) {
            assertThat(join(patient.page(query, null, 1)).tasks()).isEmpty();
        }
    }

    @Test
    void aPageIsReadInTheOrderOfAnIndexWhateverIsAskedFor() throws Exception {
        Set<Path> seen = EnumSet.noneOf(Path.class);
        try (Connection lister = database.lister(LONG)) {
            for (Query query : QUERIES) {
                seen.add(Path.of(query));
                for (Query one : List.of(query, query.fromOldest(), query.engine(3))) {
                    Position low = new Position("a", 5, 5);
                    Position high = new Position("b", 9, 9);
                    Sql sql = one.oldestFirst()
                            ? PageReader.sql(lister, database.dialect(), one, low, high)
                            : PageReader.sql(lister, database.dialect(), one, high, low);
                    String plan = plan(lister, sql);
                    assertThat(plan).as("%s%n%s", one, plan).containsPattern(">[^\n]*<");
                    boolean sortsRuns = Path.of(one) == Path.SESSION || Path.of(one) == Path.PLACE;
                    assertThat(plan).as("%s%n%s", one, plan).doesNotContain("SCAN outcome");
                    assertThat(plan.contains("TEMP B-TREE"))
                            .as("%s%n%s", one, plan)
                            .isEqualTo(sortsRuns);
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Path.values());
    }

    private static String plan(Connection connection, Sql sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (var statement = new Sql().add("EXPLAIN QUERY PLAN ").add(sql).prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                plan.append(row.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }
}
