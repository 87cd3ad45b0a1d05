package io.stoker.store.sql;

import io.stoker.store.Listing;
import io.stoker.store.Position;
import io.stoker.store.StoreException;
import io.stoker.store.StoreThreads;
import io.stoker.task.Query;
import io.stoker.task.StoredTasks;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSummary;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lists tasks with threads and connections of its own, which only read, and for a limited time. */
final class Listings implements Listing, AutoCloseable {
    /** How many pages are read at once. */
    static final int MOST = 2;

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Database database;
    private final Duration longest;
    private final StoreThreads threads = new StoreThreads("stoker-ledger-listing", MOST);

    Listings(Database database) {
        this(database, LONGEST);
    }

    /** @param longest how long a statement may take */
    Listings(Database database, Duration longest) {
        this.database = database;
        this.longest = longest;
    }

    @Override
    public CompletionStage<TaskPage> page(Query query, @Nullable String after, int most) {
        if (most < 1 || most > MOST_TASKS) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("a page has 1 to " + MOST_TASKS + " tasks, not " + most));
        }
        return read(
                "ask for a label, a session or a shorter time",
                connection ->
                        PageReader.read(connection, database.dialect(), query, Position.parse(after, query), most));
    }

    @Override
    public CompletionStage<StoredTasks> tasks(List<Long> ids) {
        return read("ask for fewer tasks", connection -> StoredTaskReader.read(connection, ids));
    }

    @Override
    public CompletionStage<Optional<TaskSummary>> find(long id) {
        return read("ask for it again later", connection -> SummaryRow.find(connection, id));
    }

    private <T> CompletionStage<T> read(String advice, Database.Question<T> question) {
        return threads.run(() -> ask(advice, question), database::explained);
    }

    private <T> T ask(String advice, Database.Question<T> question) throws SQLException {
        long begun = System.nanoTime();
        try {
            return database.list(longest, question);
        } catch (SQLException e) {
            if (System.nanoTime() - begun >= longest.toNanos()) {
                throw new StoreException(
                        "listing these tasks took longer than " + longest.toMillis() + " ms and was stopped: " + advice,
                        e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
