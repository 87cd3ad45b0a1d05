package io.stoker.store.sql;

import io.stoker.store.FencedException;
import io.stoker.store.StoreThreads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
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
    private final StoreThreads thread = new StoreThreads("stoker-lease", 1);

    LeaseKeeper(Database database) {
        this.database = database;
    }

    /** Work during which the lease is kept. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Renews it once. */
    CompletionStage<Void> renew(long epoch) {
        if (!isToBeKept()) {
            return CompletableFuture.completedStage(null);
        }
        return thread.run(
                () -> {
                    renewNow(epoch);
                    return null;
                },
                database::explained);
    }

    /**
     * Renews it again and again until the work is done, and once more then. When the work fails, the lease is given
     * back: who tries again without end must not keep it from somebody who could serve.
     *
     * @throws FencedException if another one has taken it meanwhile
     */
    <T> T during(long epoch, Work<T> work) throws SQLException {
        try {
            return renewing(epoch, work);
        } catch (Throwable e) { // an Error as well
            giveBack(epoch, e);
            throw e;
        }
    }

    private <T> T renewing(long epoch, Work<T> work) throws SQLException {
        long every = database.dialect().lease().toMillis() / TIMES_A_LEASE;
        Future<?> renewing = thread.repeat(
                () -> {
                    var unused = renew(epoch).whenComplete((kept, failure) -> {
                        if (failure != null) {
                            LOG.warn("the lease cannot be renewed while the ledger is read: {}", failure.getMessage());
                        }
                    });
                },
                every);
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

    /** On a new connection: that of the work may be broken, and is ended by this one. */
    private void giveBack(long epoch, Throwable failure) {
        if (!isToBeKept()) {
            return;
        }
        try (Connection connection = database.writer()) {
            database.dialect().giveLeaseBack(connection, epoch);
        } catch (SQLException | RuntimeException e) {
            failure.addSuppressed(e);
            LOG.warn("the lease could not be given back after an error, and will expire: {}", e.getMessage());
        }
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
        thread.close();
    }
}
