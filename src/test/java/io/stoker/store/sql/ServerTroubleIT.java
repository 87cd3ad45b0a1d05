package io.stoker.store.sql;

import static io.stoker.store.sql.SqlStoreTest.OWNER;
import static io.stoker.store.sql.SqlStoreTest.accepted;
import static io.stoker.store.sql.SqlStoreTest.commit;
import static io.stoker.store.sql.SqlStoreTest.finished;
import static io.stoker.store.sql.SqlStoreTest.join;
import static io.stoker.store.sql.SqlStoreTest.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.ledger.Event;
import io.stoker.ledger.TestRows;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.store.StoreException;
import io.stoker.task.StoredValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server itself dies, ends, and comes back. */
class ServerTroubleIT {
    private final TestRows rows = new TestRows();
    private static final Duration SOON = Duration.ofMinutes(5);

    private static PostgresServer server;
    private PostgresqlSettings settings;
    private SqlStore store;
    private Opened opened;

    @BeforeAll
    static void start() {
        server = PostgresServer.own();
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        settings = server.database();
        store = SqlStore.postgresql(settings, 1_000, InstantSource.system());
        opened = join(store.open(OWNER));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void openAgain() {
        opened = await().atMost(SOON)
                .ignoreExceptionsMatching(e -> e.getCause() instanceof StoreException)
                .until(() -> join(store.open(OWNER)), again -> true);
    }

    @Test
    void nothingAcknowledgedIsLostWhenBackEndsAreKilled() throws Exception {
        long acknowledged = 0;
        for (int kill = 0; kill < 3; kill++) {
            long before = acknowledged;
            Thread killer = new Thread(() -> killWriter());
            boolean failed = false;
            while (!failed) {
                if (acknowledged == before + 20) {
                    killer.start();
                }
                long next = acknowledged + 1;
                failed = store.commit(commit(rows, opened, next, accepted(next - 1, task("a"))))
                        .handle((nothing, failure) -> failure != null)
                        .toCompletableFuture()
                        .join();
                acknowledged = failed ? acknowledged : next;
            }
            killer.join();
            openAgain();
            assertThat(opened.batch()).isBetween(acknowledged, acknowledged + 1);
            assertThat(opened.snapshot().open()).hasSize((int) opened.batch());
            acknowledged = opened.batch();
        }
    }

    private void killWriter() {
        try (Connection connection = PostgresServer.connect(settings);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pid FROM pg_stat_activity"
                        + " WHERE application_name LIKE 'stoker-writer-%' AND datname = current_database()")) {
            row.next();
            ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerThatEndsIsNamedAndEverythingGoesOnWhenItIsBack() {
        byte[] bytes = {1, 2, 3};
        StoredValue value = StoredValue.of(bytes);
        join(store.commit(commit(rows, opened, 1, accepted(0, task("a")))));
        join(store.commit(commit(rows, opened, 2, new Event.Finished(finished(0, Map.of())))));
        join(store.values().write(value, 0, bytes));
        assertThat(join(store.results(List.of(0L)))).hasSize(1);
        server.stop();
        try {
            assertThatThrownBy(() -> join(store.commit(commit(rows, opened, 3, accepted(1, task("b"))))))
                    .hasCauseInstanceOf(StoreException.class)
                    .hasMessageContaining(settings.place())
                    .hasMessageNotContaining(settings.password());
            assertThatThrownBy(() -> join(store.renew())).hasCauseInstanceOf(StoreException.class);
            assertThatThrownBy(() -> join(store.open(OWNER))).hasMessageContaining("start the server");
            assertThatThrownBy(() -> join(store.values().read(value.id(), 0, 3)))
                    .hasCauseExactlyInstanceOf(StoreException.class);
        } finally {
            server.start();
        }
        openAgain();
        assertThat(opened.batch()).isEqualTo(2);
        join(store.commit(commit(rows, opened, 3, accepted(1, task("b")))));
        join(store.renew());
        assertThat(join(store.results(List.of(0L)))).hasSize(1);
        assertThat(join(store.values().read(value.id(), 0, 3))).isEqualTo(bytes);
        assertThatThrownBy(() -> join(store.values().write(value, 0, bytes))
                        .compareTo(3L)) // the connection of the values has ended, too, and the next one is new
                .hasCauseExactlyInstanceOf(StoreException.class);
        assertThat(join(store.values().write(value, 0, bytes))).isEqualTo(3);
    }
}
