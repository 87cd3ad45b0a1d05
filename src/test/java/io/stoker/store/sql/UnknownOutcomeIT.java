package io.stoker.store.sql;

import static io.stoker.store.sql.SqlStoreTest.OWNER;
import static io.stoker.store.sql.SqlStoreTest.accepted;
import static io.stoker.store.sql.SqlStoreTest.commit;
import static io.stoker.store.sql.SqlStoreTest.join;
import static io.stoker.store.sql.SqlStoreTest.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.Seeds;
import io.stoker.ledger.TestRows;
import io.stoker.store.FencedException;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.store.StoreException;
import io.stoker.store.sql.CuttingProxy.Fate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection is cut while a commit is on its way. */
class UnknownOutcomeIT {
    private final TestRows rows = new TestRows();
    private static final int TIMES = 3;

    private PostgresqlSettings direct;
    private CuttingProxy proxy;
    private SqlStore store;
    private Opened opened;

    @BeforeEach
    void open() throws Exception {
        PostgresServer server = PostgresServer.shared();
        direct = server.database();
        proxy = new CuttingProxy(server.port());
        // So that the proxy can read COMMIT, which the driver otherwise sends by a number.
        String url = direct.url().replace(":" + server.port(), ":" + proxy.port()) + "?preferQueryMode=simple";
        store = SqlStore.postgresql(
                new PostgresqlSettings(url, direct.user(), direct.password(), direct.lease(), direct.answerWithin()),
                1,
                InstantSource.system());
        opened = join(store.open(OWNER));
    }

    @AfterEach
    void close() throws Exception {
        if (store != null) {
            store.close();
            proxy.close();
        }
    }

    private void commitNext(long batch) {
        join(store.commit(commit(rows, opened, batch, accepted(batch - 1, task("task of batch " + batch)))));
    }

    private long batch() throws Exception {
        return number("SELECT batch FROM lease");
    }

    private long number(String query) throws Exception {
        try (Connection connection = PostgresServer.connect(direct);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aCommitWhoseAnswerWasLostHasGoneThroughAndTheNextOneFollows() throws Exception {
        for (int i = 1; i <= TIMES; i++) {
            proxy.next(Fate.UNANSWERED);
            commitNext(i);
            assertThat(batch()).isEqualTo(i);
        }
        commitNext(TIMES + 1);
        assertThat(number("SELECT count(*) FROM task")).isEqualTo(TIMES + 1);
    }

    @Test
    void aCommitThatNeverArrivedFailsAndCanBeMadeAgain() throws Exception {
        for (Fate fate : new Fate[] {Fate.LOST, Fate.LOST_UNNOTICED, Fate.LOST}) {
            proxy.next(fate);
            long next = opened.batch() + 1;
            assertThatThrownBy(() -> commitNext(next))
                    .hasCauseInstanceOf(StoreException.class)
                    .cause()
                    .isNotInstanceOf(FencedException.class);
            opened = join(store.open(OWNER));
            assertThat(opened.batch()).isEqualTo(next - 1);
            commitNext(next);
            opened = join(store.open(OWNER));
        }
        assertThat(batch()).isEqualTo(3);
    }

    @Test
    void aCommitThatArrivesLateIsEitherDoneOrWillNeverBe() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            proxy.next(Fate.LATE);
            long next = opened.batch() + 1;
            boolean done = store.commit(commit(rows, opened, next, accepted(next - 1, task("late"))))
                    .handle((nothing, failure) -> failure == null)
                    .toCompletableFuture()
                    .join();
            assertThat(batch()).isEqualTo(done ? next : next - 1);
            opened = join(store.open(OWNER));
            assertThat(opened.batch()).isEqualTo(done ? next : next - 1);
            commitNext(opened.batch() + 1);
            opened = join(store.open(OWNER));
        }
    }

    @Test
    void whatIsAcknowledgedIsThereWhateverTheNetworkDoes() throws Exception {
        Seeds.each(2, this::someCommits);
    }

    private void someCommits(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            proxy.next(Fate.values()[random.nextInt(Fate.values().length)]);
            long next = opened.batch() + 1;
            boolean done = store.commit(commit(rows, opened, next, accepted(next - 1, task("a"))))
                    .handle((nothing, failure) -> failure == null)
                    .toCompletableFuture()
                    .join();
            proxy.next(Fate.PASSES);
            opened = join(store.open(OWNER));
            assertThat(opened.batch()).as("step %d", i).isEqualTo(done ? next : next - 1);
            assertThat(opened.snapshot().open()).hasSize((int) opened.batch());
        }
    }
}
