package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.store.DamagedException;
import io.stoker.store.FencedException;
import io.stoker.store.LeaseHeldException;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.store.StoreException;
import io.stoker.task.TestTasks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresqlStoreIT extends SqlStoreTest {
    private static final String OTHER = "akka://stoker@10.0.0.2:10113";
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(300);

    private PostgresqlSettings settings;

    @BeforeEach
    void database() {
        settings = PostgresServer.shared().database();
    }

    @Override
    SqlStore create(long keptEvents) {
        return SqlStore.postgresql(settings, 1 << 20, InstantSource.system(), keptEvents);
    }

    private SqlStore create() {
        return create(settings);
    }

    private static SqlStore create(PostgresqlSettings settings) {
        return SqlStore.postgresql(settings, 1 << 20, InstantSource.system());
    }

    @Override
    public Connection connect() throws Exception {
        return PostgresServer.connect(settings);
    }

    @Override
    public void restore(int version) throws Exception {
        try (Connection connection = connect()) {
            KeptLedger.copyTo(connection, "postgresql", version);
        }
    }

    @Override
    String plan(String query) throws Exception {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off; SET enable_bitmapscan = off");
            try (ResultSet row = statement.executeQuery("EXPLAIN " + query)) {
                while (row.next()) {
                    plan.append(row.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    private void lease(String columns) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE lease SET " + columns);
        }
    }

    @Test
    void whatAnotherControllerServesIsNotMigratedUntilItsLeaseIsOver() throws Exception {
        restore(5);
        lease("holder = gen_random_uuid(), owner = '" + OTHER + "', expires = now() + interval '1 hour'");
        open();
        assertThatThrownBy(() -> join(store.open(OWNER))).hasCauseInstanceOf(LeaseHeldException.class);
        assertThat(rows("stoker_schema")).isEqualTo(5);

        lease("expires = now() - interval '1 second'");
        join(store.open(OWNER));
        assertThat(rows("stoker_schema")).isEqualTo(9);
    }

    @Test
    void aMigrationMayTakeLongerThanACommitMay() throws Exception {
        restore(5);
        settings = impatient();
        open();
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE outcome IN ACCESS EXCLUSIVE MODE");
            CompletionStage<Opened> opened = store.open(OWNER);
            await().atMost(SOON)
                    .until(() -> rows("pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND clock_timestamp() - query_start > interval '1500 milliseconds'")
                            > 0);
            other.rollback();
            KeptLedger.check(join(opened).snapshot());
        }
    }

    private void execute(String statement) throws Exception {
        try (Connection connection = connect();
                Statement direct = connection.createStatement()) {
            direct.execute(statement);
        }
    }

    @Test
    void whoCannotReadTheLedgerDoesNotKeepItsLeaseFromOthers() throws Exception {
        open();
        try (SqlStore other = create()) {
            execute("INSERT INTO stoker_schema VALUES (99)");
            assertThatThrownBy(() -> join(store.open(OWNER))).hasMessageContaining("knows versions only up to");
            assertThat(rows("lease WHERE holder IS NULL AND epoch = 0"))
                    .as("a lease that nobody has taken")
                    .isOne();
            execute("DELETE FROM stoker_schema WHERE version = 99");

            execute("INSERT INTO open_task VALUES (0, NULL); INSERT INTO task (id, submitted) VALUES (0, 7)");
            assertThatThrownBy(() -> join(store.open(OWNER))).hasCauseInstanceOf(DamagedException.class);
            assertThat(rows("lease WHERE holder IS NOT NULL")).isZero();
            execute("UPDATE task SET source = 'a'");

            assertThat(join(other.open(OTHER)).snapshot().open()).hasSize(1);
            assertThatThrownBy(() -> join(store.open(OWNER))).hasCauseInstanceOf(LeaseHeldException.class);
        }
    }

    @Test
    void whoLosesItsConnectionWhileItReadsTheLedgerDoesNotKeepTheLease() throws Exception {
        open();
        try (Connection locking = connect();
                Statement statement = locking.createStatement();
                SqlStore other = create()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE open_task IN ACCESS EXCLUSIVE MODE");
            CompletionStage<Opened> opened = store.open(OWNER);
            String reading = "pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
            await().atMost(SOON).until(() -> rows(reading) > 0);
            execute("SELECT pg_terminate_backend(pid) FROM " + reading);
            assertThatThrownBy(() -> join(opened)).hasCauseInstanceOf(StoreException.class);
            locking.rollback();
            join(other.open(OTHER));
        }
    }

    @Test
    void aSecondControllerStartsWhileAnotherOneMigratesAndIsToldWhoItIs() throws Exception {
        restore(5);
        open();
        try (Connection locking = connect();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE outcome IN ACCESS EXCLUSIVE MODE");
            CompletionStage<Opened> migrated = store.open(OWNER);
            await().atMost(SOON).until(() -> rows("pg_locks WHERE locktype = 'advisory' AND granted") > 0);
            try (SqlStore second = create(impatient())) {
                assertThatThrownBy(() -> join(second.open(OTHER)))
                        .hasCauseInstanceOf(LeaseHeldException.class)
                        .hasMessageContaining(OWNER);
            }
            locking.rollback();
            KeptLedger.check(join(migrated).snapshot());
        }
    }

    private PostgresqlSettings impatient() {
        return new PostgresqlSettings(
                settings.url(), settings.user(), settings.password(), settings.lease(), Duration.ofSeconds(1));
    }

    private void shortLease() {
        settings = new PostgresqlSettings(
                settings.url(), settings.user(), settings.password(), SHORT, settings.answerWithin());
    }

    private static Opened openSoon(SqlStore store, String owner) {
        return await().atMost(SOON)
                .ignoreExceptionsMatching(e -> e.getCause() instanceof LeaseHeldException)
                .until(() -> join(store.open(owner)), opened -> true);
    }

    @Test
    void whoComesForALeaseThatIsHeldIsToldByWhomAndChangesNothing() {
        Opened opened = join(open().open(OWNER));
        try (SqlStore other = create()) {
            assertThatThrownBy(() -> join(other.open(OTHER)))
                    .hasCauseInstanceOf(LeaseHeldException.class)
                    .hasMessageContaining(OWNER);
        }
        join(store.renew());
        join(store.commit(commit(opened, 1, accepted(0, task("a")))));
    }

    @Test
    void aLeaseThatWasGivenBackIsTakenAtOnce() {
        join(open().open(OWNER));
        store.close();
        assertThat(join(open().open(OTHER)).epoch()).isEqualTo(2);
    }

    @Test
    void whoDoesNotRenewIsTakenOverAndWritesNoMore() {
        shortLease();
        Opened first = join(open().open(OWNER));
        assertThat(first.lease()).isEqualTo(SHORT);
        join(store.commit(commit(first, 1, accepted(0, task("a")))));
        try (SqlStore other = create()) {
            Opened second = openSoon(other, OTHER);
            assertThat(second.epoch()).isGreaterThan(first.epoch());
            assertThat(second.snapshot().open()).hasSize(1);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> join(store.commit(commit(first, 2, accepted(1, task("lost"))))))
                        .hasCauseInstanceOf(FencedException.class);
                assertThatThrownBy(() -> join(store.renew())).hasCauseInstanceOf(FencedException.class);
            }
            join(other.commit(commit(second, 2, accepted(1, task("kept")))));
            assertThat(openSoon(other, OTHER).snapshot().open())
                    .extracting(open -> TestTasks.source(open.spec()))
                    .containsExactly("a", "kept");
        }
    }

    @Test
    void whoWasTakenOverWithoutKnowingGivesNothingBackWhenItEnds() throws Exception {
        shortLease();
        join(open().open(OWNER));
        try (SqlStore other = create()) {
            openSoon(other, OTHER);
            store.close();
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT owner FROM lease")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo(OTHER);
            }
        }
    }

    @Test
    void whoRenewsOrCommitsKeepsItsLease() throws Exception {
        shortLease();
        Opened opened = join(open().open(OWNER));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            long before = expiry(statement);
            join(store.renew());
            long renewed = expiry(statement);
            assertThat(renewed).isGreaterThan(before);
            join(store.commit(commit(opened, 1, accepted(0, task("a")))));
            assertThat(expiry(statement)).isGreaterThan(renewed);
        }
    }

    private static long expiry(Statement statement) throws Exception {
        try (ResultSet row = statement.executeQuery("SELECT (extract(epoch FROM expires) * 1e6)::bigint FROM lease")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aControllerWhoseLeaseRanOutWithoutAnotherGoesOn() throws Exception {
        shortLease();
        Opened opened = join(open().open(OWNER));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            await().atMost(SOON).until(() -> {
                try (ResultSet row = statement.executeQuery("SELECT expires < clock_timestamp() FROM lease")) {
                    return row.next() && row.getBoolean(1);
                }
            });
        }
        join(store.commit(commit(opened, 1, accepted(0, task("a")))));
    }

    @Test
    void theLeaseIsKeptWhileALargeLedgerIsRead() throws Exception {
        shortLease();
        join(open().open(OWNER));
        store.close();
        SqlStore reading = open();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                SqlStore other = create()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE open_task IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Opened> opening = reading.open(OWNER).toCompletableFuture();
            long first = await().atMost(SOON).until(() -> expiryApart(), expiry -> expiry > 0);
            await().atMost(SOON).until(() -> expiryApart() > first + 3 * SHORT.toMillis() * 1_000);
            assertThatThrownBy(() -> join(other.open(OTHER))).hasCauseInstanceOf(LeaseHeldException.class);
            assertThat(opening).isNotDone();
            connection.rollback();
            join(opening);
        }
    }

    private long expiryApart() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return expiry(statement);
        }
    }

    @Test
    void twoThatComeAtOnceMakeTheTablesOnceAndOneOfThemServes() {
        List<CompletableFuture<SqlStore>> both = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(() -> create(settings)))
                .toList();
        List<SqlStore> stores = both.stream().map(CompletableFuture::join).toList();
        List<CompletableFuture<Opened>> opened = stores.stream()
                .map(one -> one.open(OWNER).toCompletableFuture())
                .toList();
        assertThat(opened.stream()
                        .filter(one ->
                                one.handle((o, failure) -> failure == null).join()))
                .hasSize(1);
        stores.forEach(SqlStore::close);
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutThePassword() {
        PostgresqlSettings nowhere = new PostgresqlSettings(
                "jdbc:postgresql://127.0.0.1:1/ledger?password=other-secret", "u", "secret", SHORT, SHORT);
        assertThatThrownBy(() -> create(nowhere))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("postgresql://127.0.0.1:1/ledger")
                .hasMessageContaining("start the server")
                .hasMessageContaining("stoker.postgresql.url")
                .hasMessageNotContaining("secret");
        assertThat(nowhere.toString()).doesNotContain("secret");
    }

    @Test
    void aWrongPasswordAndAMissingDatabaseSayWhatToDo() {
        PostgresqlSettings wrong =
                new PostgresqlSettings(settings.url(), settings.user(), "wrong-secret", SHORT, SHORT);
        assertThatThrownBy(() -> create(wrong))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("stoker.postgresql.user and password")
                .hasMessageNotContaining("wrong-secret");
        PostgresqlSettings missing = PostgresServer.shared().settings("no_such_database", SHORT);
        assertThatThrownBy(() -> create(missing))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("createdb");
    }

    @Test
    void aUrlThatIsNoneIsRefusedWithoutItsPassword() {
        PostgresqlSettings broken = new PostgresqlSettings(
                "jdbc:postgresql://127.0.0.1:port/ledger?password=secret", "u", "secret", SHORT, SHORT);
        assertThatThrownBy(() -> create(broken))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("stoker.postgresql.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aCommitThatNamesAValueWhichIsGoneIsRefused() {
        Opened opened = join(open().open(OWNER));
        var value = io.stoker.task.StoredValue.of(new byte[] {1});
        var spec = io.stoker.task.TestTasks.spec(
                "", java.util.Map.of("x", value), List.of(), io.stoker.task.TaskOptions.NONE);
        assertThatThrownBy(() -> join(store.commit(commit(opened, 1, accepted(0, spec)))))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("no longer has the values [" + value.id() + "]");
        assertThat(join(store.open(OWNER)).batch()).isZero();
    }
}
