package io.stoker.store.sql;

import io.stoker.store.FencedException;
import io.stoker.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease on a thread and a connection of its own, so that neither a long commit nor the long reading of a
 * large ledger lets it run out.
 */
final class LeaseKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    /** So often within one lease it is renewed while the ledger is read. */
    private static final int TIMES_A_LEASE = 4;

    private final Database database;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "stoker-lease");
        daemon.setDaemon(true);
        return daemon;
    });

    LeaseKeeper(Database database) {
        this.database = database;
    }

    /** Work during which the lease is kept. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Renews it once. */
    CompletionStage<Void> renew(long epoch) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!isToBeKept()) {
            done.complete(null);
            return done;
        }
        try {
            thread.execute(() -> {
                try {
                    renewNow(epoch);
                    done.complete(null);
                } catch (SQLException e) {
                    done.completeExceptionally(new StoreException(database.explain(e), e));
                } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new StoreException("the ledger is closed", e));
        }
        return done;
    }

    /**
     * Renews it again and again until the work is done, and once more then.
     *
     * @throws FencedException if another one has taken it meanwhile
     */
    <T> T during(long epoch, Work<T> work) throws SQLException {
        long every = database.dialect().lease().toMillis() / TIMES_A_LEASE;
        Future<?> renewing = thread.scheduleWithFixedDelay(
                () -> {
                    var unused = renew(epoch).whenComplete((kept, failure) -> {
                        if (failure != null) {
                            LOG.warn("the lease cannot be renewed while the ledger is read: {}", failure.getMessage());
                        }
                    });
                },
                every,
                every,
                TimeUnit.MILLISECONDS);
        T result;
        try {
            result = work.run();
        } finally {
            renewing.cancel(false);
        }
        if (isToBeKept()) {
            renewNow(epoch);
        }
        return result;
    }

    private boolean isToBeKept() {
        return !database.dialect().keepingLease().isEmpty();
    }

    private void renewNow(long epoch) throws SQLException {
        Connection connection = database.reader();
        try (PreparedStatement renew = connection.prepareStatement(
                "UPDATE lease SET one = one" + database.dialect().keepingLease() + " WHERE one = 1 AND epoch = ?")) {
            renew.setLong(1, epoch);
            if (renew.executeUpdate() == 0) {
                throw new FencedException(epoch, epoch(connection));
            }
        } finally {
            database.release(connection);
        }
    }

    private static long epoch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT epoch FROM lease")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
