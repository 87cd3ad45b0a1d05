package io.stoker.store.sql;

import io.stoker.ledger.Event;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.Snapshot;
import io.stoker.ledger.Stock;
import io.stoker.store.Commit;
import io.stoker.store.DiskWatch;
import io.stoker.store.FencedException;
import io.stoker.store.LeaseHeldException;
import io.stoker.store.LedgerStore;
import io.stoker.store.StoreException;
import io.stoker.store.ValueFiles;
import io.stoker.store.ValueStore;
import io.stoker.task.FinishedTask;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a database. What was committed is on disk, and is there again after the process, or the machine, has
 * died. One thread writes; readers have connections of their own.
 */
public final class SqlStore implements LedgerStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);
    private static final long CLOSE_SECONDS = 30;

    private final Database database;
    private final ValueFiles values;
    private final DiskWatch disk;
    /** Why the database could not be written the last time; empty since it could. */
    private volatile Optional<String> failure = Optional.empty();

    private final Readers readers;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "stoker-ledger");
        thread.setDaemon(true);
        return thread;
    });

    /** All of these belong to the writer's thread. */
    private @Nullable Connection connection;

    private @Nullable Writing writing;
    private long epoch;
    private long nextTask;
    /** Unfinished tasks with arguments that are too large for their row. */
    private final Map<Long, List<StoredValue>> arguments = new HashMap<>();

    /** What this store has told the values of, by how often. */
    private final Map<StoredValue, Integer> referred = new HashMap<>();

    private SqlStore(Database database, ValueFiles values, DiskWatch disk) {
        this.disk = disk;
        this.database = database;
        this.values = values;
        this.readers = new Readers(database);
    }

    /**
     * The ledger in an SQLite file of this folder, which is made if it is not there.
     *
     * @param values the large values of this ledger; closed with the store
     * @param reserve how many bytes of the disk are kept for what was accepted before
     * @throws StoreException if another process serves it, if it is damaged, or of a later version; the message names
     *     the file and says what to do
     */
    public static SqlStore sqlite(Path folder, ValueFiles values, long reserve) {
        Database database = SqliteDatabase.in(folder);
        return checked(database, values, new DiskWatch(folder, reserve));
    }

    /** As {@link #sqlite(Path, ValueFiles, long)}, without a reserve. */
    public static SqlStore sqlite(Path folder, ValueFiles values) {
        return sqlite(folder, values, 0);
    }

    /** Whatever will not pass by waiting is to be found before anybody counts on the ledger. */
    private static SqlStore checked(Database database, ValueFiles values, DiskWatch disk) {
        try (Connection first = database.writer()) {
            new Migrations(database.dialect()).run(first, database.place());
            return new SqlStore(database, values, disk);
        } catch (SQLException e) {
            disk.close();
            database.close();
            throw new StoreException(database.explain(e), e);
        } catch (RuntimeException e) {
            disk.close();
            database.close();
            throw e;
        }
    }

    @Override
    public CompletionStage<Opened> open(String owner) {
        return onWriter(() -> {
            disconnect();
            Connection fresh = database.writer();
            connection = fresh;
            Lease lease = Lease.take(fresh);
            Loading loading = new Loading(fresh);
            Snapshot snapshot = loading.snapshot(lease);
            refer(loading.values());
            // Ends the reading: a transaction left open would keep the log from ever being begun anew.
            fresh.commit();
            writing = new Writing(fresh);
            epoch = lease.epoch();
            nextTask = lease.nextTask();
            arguments.clear();
            for (OpenTask task : snapshot.open()) {
                remember(task.id(), task.spec());
            }
            return new Opened(lease.ledgerId(), lease.epoch(), lease.batch(), Opened.FOR_EVER, snapshot);
        });
    }

    /** The lock of the file is held as long as this process lives. */
    @Override
    public CompletionStage<Void> renew() {
        return CompletableFuture.completedFuture(null);
    }

    /** In place of what was referred to when it was opened before. */
    private void refer(List<StoredValue> now) {
        values.refer(now);
        referred.forEach((value, times) -> values.release(Collections.nCopies(times, value)));
        referred.clear();
        now.forEach(value -> referred.merge(value, 1, Integer::sum));
    }

    private void remember(long task, TaskSpec spec) {
        List<StoredValue> stored = spec.stored();
        if (!stored.isEmpty()) {
            arguments.put(task, stored);
        }
    }

    @Override
    public CompletionStage<Void> commit(Commit commit) {
        return onWriter(() -> {
                    Connection open = connection;
                    Writing statements = writing;
                    if (open == null || statements == null || commit.epoch() != epoch) {
                        throw new FencedException(commit.epoch(), epoch);
                    }
                    write(commit, open, statements);
                    return commit.batch();
                })
                .thenAccept(batch -> {});
    }

    private void write(Commit commit, Connection open, Writing statements) throws SQLException {
        List<StoredValue> used = new ArrayList<>(0);
        List<StoredValue> usedNoMore = new ArrayList<>(0);
        for (Event event : commit.events()) {
            if (event instanceof Event.Accepted e) {
                nextTask = e.firstTask() + e.specs().size();
                for (int i = 0; i < e.specs().size(); i++) {
                    remember(e.firstTask() + i, e.specs().get(i));
                    used.addAll(e.specs().get(i).stored());
                }
            } else if (event instanceof Event.Finished e) {
                used.addAll(e.task().stored());
                List<StoredValue> letGo = arguments.remove(e.task().taskId());
                if (letGo != null) {
                    usedNoMore.addAll(letGo);
                    statements.letGo(e.task().taskId());
                }
            }
        }
        if (!statements.write(commit, nextTask, usedNoMore)) {
            throw new FencedException(commit.epoch(), epoch);
        }
        // What is committed to a file that was removed is lost.
        database.verify();
        open.commit();
        disk.look();
        values.refer(used);
        used.forEach(value -> referred.merge(value, 1, Integer::sum));
        values.release(usedNoMore);
        usedNoMore.forEach(value -> referred.computeIfPresent(value, (v, times) -> times == 1 ? null : times - 1));
    }

    @Override
    public CompletionStage<List<FinishedTask>> results(List<Long> ids) {
        return readers.read(connection -> Results.read(connection, ids));
    }

    @Override
    public CompletionStage<Stock> oldest(long from, int most) {
        return readers.read(connection -> Oldest.read(connection, from, most));
    }

    @Override
    public Optional<String> trouble() {
        return failure.isPresent() ? failure : disk.shortage();
    }

    @Override
    public ValueStore values() {
        return values;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * After any error the connection is closed: the database may have rolled back by itself, which the driver does not
     * know, and whether a commit went through is only known by looking.
     */
    private <T> CompletionStage<T> onWriter(Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            writer.execute(() -> {
                try {
                    T result = work.run();
                    failure = Optional.empty();
                    done.complete(result);
                } catch (SQLException e) {
                    disconnect();
                    done.completeExceptionally(failed(new StoreException(database.explain(e), e)));
                } catch (RuntimeException e) {
                    disconnect();
                    done.completeExceptionally(failed(e));
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new StoreException("the ledger is closed", e));
        }
        return done;
    }

    private RuntimeException failed(RuntimeException e) {
        boolean others = e instanceof FencedException || e instanceof LeaseHeldException;
        boolean passes = e instanceof StoreException && !others;
        failure = passes ? Optional.of("the ledger could not be written: " + e.getMessage()) : failure;
        return e;
    }

    private void disconnect() {
        writing = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("closing a connection that has failed", e);
            }
            connection = null;
        }
    }

    /** Ends when what was handed in has been written. Closing twice does nothing. */
    @Override
    public void close() {
        if (writer.isShutdown()) {
            return;
        }
        writer.execute(this::disconnect);
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the ledger in {} is still being written", database.place());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disk.close();
        readers.close();
        values.close();
        database.close();
    }
}
