package io.stoker.store.sql;

import io.stoker.ledger.Happenings;
import io.stoker.ledger.RetentionCandidates;
import io.stoker.ledger.Snapshot;
import io.stoker.ledger.ValueUse;
import io.stoker.store.Commit;
import io.stoker.store.DiskWatch;
import io.stoker.store.EventFeed;
import io.stoker.store.FencedException;
import io.stoker.store.LeaseHeldException;
import io.stoker.store.LedgerStore;
import io.stoker.store.Listing;
import io.stoker.store.StoreException;
import io.stoker.store.StoreThreads;
import io.stoker.store.ValueFiles;
import io.stoker.store.ValueStore;
import io.stoker.task.EventBody;
import io.stoker.task.Feature;
import io.stoker.task.FinishedTask;
import io.stoker.task.MissingLibraryException;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a database. What was committed is on disk, and is there again after the process, or the machine, has
 * died. One thread writes; readers have connections of their own.
 */
public final class SqlStore implements LedgerStore {
    /** Here, as whoever asks {@link SqliteDatabase} for it needs SQLite's driver. */
    static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);
    private static final long USUAL_EVENTS = 64 << 20;

    private final Database database;
    private final @Nullable DiskWatch disk;
    /** Why the database could not be opened or written the last time; empty since it could. */
    private volatile Optional<String> failure = Optional.empty();

    private final Readers readers;
    private final Listings listings;
    private final LeaseKeeper keeper;
    private final ValueStorage values;
    private final StoreThreads writer = new StoreThreads("stoker-ledger", 1);
    private final Chores chores = new Chores();
    private final long keptEvents;
    private final EventReads eventReads;
    private final EventFeed events;
    private final Happenings happenings = new Happenings();

    /** All of these belong to the writer's thread. */
    private @Nullable Connection connection;

    private @Nullable CommitWriter commitWriter;
    private volatile long epoch;
    /** The lease's, as far as this store has heard: another one's if it is not {@link #epoch}. */
    private long current;

    /** Whether some of the chores are about to be done. */
    private boolean working;

    private interface Values {
        ValueStorage of(Readers readers);
    }

    private SqlStore(Database database, Values values, @Nullable DiskWatch disk, long keptEvents) {
        this.disk = disk;
        this.database = database;
        this.readers = new Readers(database);
        this.listings = new Listings(database);
        this.keeper = new LeaseKeeper(database);
        this.keptEvents = keptEvents;
        this.eventReads = new EventReads(database);
        this.events = new EventFeed(eventReads);
        this.values = values.of(readers);
    }

    /**
     * The ledger in an SQLite file of this folder, which is made if it is not there.
     *
     * @param values the large values of this ledger; closed with the store
     * @param reserve how many bytes of the disk are kept for what was accepted before
     * @param lockWait how long a commit waits for another program that has locked the file
     * @param keptEvents how many bytes of events it keeps; 0 for none
     * @throws StoreException if another process serves it, if it is damaged, or of a later version; the message names
     *     the file and says what to do
     * @throws MissingLibraryException if SQLite's driver is not on the class path
     */
    public static SqlStore sqlite(Path folder, ValueFiles values, long reserve, Duration lockWait, long keptEvents) {
        Feature.SQLITE.requireLibraries();
        Database database = SqliteDatabase.in(folder, lockWait);
        return checked(database, readers -> new ValuesInFiles(values), new DiskWatch(folder, reserve), keptEvents);
    }

    /** As {@link #sqlite(Path, ValueFiles, long, Duration, long)}, with the usual events. */
    public static SqlStore sqlite(Path folder, ValueFiles values, long reserve, Duration lockWait) {
        return sqlite(folder, values, reserve, lockWait, USUAL_EVENTS);
    }

    /** As {@link #sqlite(Path, ValueFiles, long, Duration, long)}, with a wait of 10 s. */
    public static SqlStore sqlite(Path folder, ValueFiles values, long reserve, long keptEvents) {
        return sqlite(folder, values, reserve, LOCK_WAIT, keptEvents);
    }

    /** As {@link #sqlite(Path, ValueFiles, long, long)}, with the usual events. */
    public static SqlStore sqlite(Path folder, ValueFiles values, long reserve) {
        return sqlite(folder, values, reserve, USUAL_EVENTS);
    }

    /** As {@link #sqlite(Path, ValueFiles, long)}, without a reserve. */
    public static SqlStore sqlite(Path folder, ValueFiles values) {
        return sqlite(folder, values, 0);
    }

    /**
     * The ledger in a database of a PostgreSQL server, whose tables are made if they are not there. Large values are in
     * it, too.
     *
     * @param mostValues how many bytes all large values may have together
     * @param keptEvents how many bytes of events it keeps; 0 for none
     * @param clock for how long a value was of no use; nobody should set it
     * @throws StoreException if the server cannot be reached or does not let the user in, or if the ledger is of a
     *     later version; the message names the place and says what to do
     * @throws MissingLibraryException if PostgreSQL's driver or Hikari is not on the class path
     */
    public static SqlStore postgresql(
            PostgresqlSettings settings, long mostValues, InstantSource clock, long keptEvents) {
        Feature.POSTGRESQL.requireLibraries();
        PostgresqlDatabase database = PostgresqlDatabase.at(settings);
        return checked(database, readers -> new ValuesInTables(database, readers, mostValues, clock), null, keptEvents);
    }

    /** As {@link #postgresql(PostgresqlSettings, long, InstantSource, long)}, with the usual events. */
    public static SqlStore postgresql(PostgresqlSettings settings, long mostValues, InstantSource clock) {
        return postgresql(settings, mostValues, clock, USUAL_EVENTS);
    }

    /** Whatever will not pass by waiting is to be found before anybody counts on the ledger. */
    private static SqlStore checked(Database database, Values values, @Nullable DiskWatch disk, long keptEvents) {
        try (Connection first = database.writer()) {
            new Migrations(database.dialect()).prepare(first, database.place());
            return new SqlStore(database, values, disk, keptEvents);
        } catch (SQLException e) {
            close(disk, database);
            throw new StoreException(database.explain(e), e);
        } catch (RuntimeException e) {
            close(disk, database);
            throw e;
        }
    }

    private static void close(@Nullable DiskWatch disk, Database database) {
        if (disk != null) {
            disk.close();
        }
        database.close();
    }

    @Override
    public String kind() {
        return database.kind();
    }

    @Override
    public String place() {
        return database.place();
    }

    @Override
    public CompletionStage<Opened> open(String owner) {
        return onWriter("opened", () -> {
            long started = System.nanoTime();
            disconnect();
            Connection fresh = database.writer();
            connection = fresh;
            LeaseRow lease = LeaseRow.take(fresh, database.dialect(), owner, database.place());
            epoch = lease.epoch();
            current = lease.epoch();
            Snapshot snapshot = keeper.during(lease.epoch(), () -> {
                migrate(fresh);
                commitWriter = new CommitWriter(fresh, database.dialect(), chores, keptEvents);
                return load(fresh, lease);
            });
            workSoon();
            events.opened(lease.batch());
            LOG.info(
                    "the ledger in {} with {} unfinished tasks was read in {} ms",
                    database.place(),
                    snapshot.open().size(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
            return new Opened(
                    lease.ledgerId(),
                    lease.epoch(),
                    lease.batch(),
                    database.dialect().lease(),
                    snapshot);
        });
    }

    /** With the lease, so that nobody else serves the tables meanwhile. */
    private void migrate(Connection fresh) throws SQLException {
        database.patient(fresh, true);
        new Migrations(database.dialect()).run(fresh, database.place());
        if (keptEvents == 0) {
            EventRows.deleteAll(fresh);
            fresh.commit();
        }
        database.patient(fresh, false);
    }

    private Snapshot load(Connection fresh, LeaseRow lease) throws SQLException {
        Snapshot snapshot = read(fresh, lease);
        // Ends the reading: a transaction left open would keep the log from ever being begun anew.
        fresh.commit();
        return snapshot;
    }

    /** What the database gives but nothing can be made of will be no better the next time. */
    private Snapshot read(Connection fresh, LeaseRow lease) throws SQLException {
        try {
            chores.load(fresh);
            Snapshot snapshot = new SnapshotReader(fresh).snapshot(lease);
            values.opened(fresh);
            return snapshot;
        } catch (RuntimeException e) {
            throw database.misread(e);
        }
    }

    private Connection connect() throws SQLException {
        Connection fresh = database.writer();
        connection = fresh;
        commitWriter = new CommitWriter(fresh, database.dialect(), chores, keptEvents);
        return fresh;
    }

    @Override
    public CompletionStage<Void> renew() {
        return keeper.renew(epoch);
    }

    @Override
    public CompletionStage<Void> commit(Commit commit) {
        return onWriter("written", () -> {
                    if (commit.epoch() != epoch || current != epoch) {
                        throw new FencedException(commit.epoch(), current);
                    }
                    List<StoredValue> released = new ArrayList<>(0);
                    EventBody told = happenings.of(
                            commit.batch(), commit.at(), commit.changes().happenings());
                    try {
                        write(commit, told, released);
                    } catch (SQLException e) {
                        settle(commit, e);
                    }
                    events.committed(commit.batch(), told);
                    values.committed(used(commit), released);
                    chores.committed();
                    workSoon();
                    return commit.batch();
                })
                .thenAccept(batch -> {});
    }

    private static List<StoredValue> used(Commit commit) {
        return commit.changes().used().stream().map(ValueUse::value).toList();
    }

    private void write(Commit commit, @Nullable EventBody told, List<StoredValue> released) throws SQLException {
        Connection open = connection;
        CommitWriter statements = commitWriter;
        if (open == null || statements == null) {
            throw new StoreException("the ledger must be opened again after an error");
        }
        values.use(open, used(commit));
        if (!statements.write(commit, told, released)) {
            open.rollback();
            refused(commit, LeaseRow.settled(open, database.dialect()));
        }
        // What is committed to a file that was removed is lost.
        database.verify();
        open.commit();
        if (disk != null) {
            disk.look();
        }
    }

    /** Goes on with the chores behind what is to be written by now. */
    private void workSoon() {
        if (!working && chores.isDue() && !writer.isClosed()) {
            working = true;
            var unused = writer.run(this::work, e -> new StoreException("the chores could not be done", e));
        }
    }

    /**
     * Does some of the chores. When that fails it is done after the next commit, or when the ledger is opened again.
     */
    private @Nullable Void work() {
        working = false;
        Connection open = connection;
        CommitWriter statements = commitWriter;
        if (open == null || statements == null || current != epoch || !chores.isDue()) {
            return null;
        }
        try {
            Chores.Slice slice = chores.next();
            List<StoredValue> released = new ArrayList<>(0);
            if (!statements.write(slice, epoch, released)) {
                open.rollback();
                return null;
            }
            database.verify();
            open.commit();
            chores.done(slice);
            values.committed(List.of(), released);
            workSoon();
        } catch (Throwable e) { // an Error as well: the connection is in the middle of a transaction
            LOG.warn("rows of removed or pinned tasks could not be changed yet: {}", e.toString());
            reconnect();
        }
        return null;
    }

    /** What has failed is not known to have been undone; what comes next needs a connection all the same. */
    private void reconnect() {
        disconnect();
        try {
            Connection fresh = connect();
            if (LeaseRow.settled(fresh, database.dialect()).epoch() == epoch) {
                chores.load(fresh);
                fresh.commit();
            }
        } catch (SQLException e) {
            disconnect();
            LOG.warn("the ledger cannot be opened again yet: {}", e.getMessage());
        }
    }

    /** The lease's row is not as the commit expects it. */
    private void refused(Commit commit, LeaseRow now) {
        if (now.epoch() == commit.epoch()) {
            throw new StoreException("batch " + commit.batch() + " does not follow batch " + now.batch());
        }
        disconnect();
        current = now.epoch();
        throw new FencedException(commit.epoch(), now.epoch());
    }

    /**
     * An error does not tell whether the commit went through; the lease's row does, on a new connection, when nothing
     * of the old one can come late.
     *
     * @throws SQLException the error itself, if the commit did not
     */
    private void settle(Commit commit, SQLException error) throws SQLException {
        disconnect();
        LeaseRow now;
        try {
            now = LeaseRow.settled(connect(), database.dialect());
        } catch (SQLException e) {
            error.addSuppressed(e);
            throw error;
        }
        if (now.epoch() != commit.epoch()) {
            refused(commit, now);
        } else if (now.batch() != commit.batch()) {
            throw error;
        }
        LOG.warn("batch {} was committed, but the database's answer was lost: {}", commit.batch(), error.getMessage());
    }

    @Override
    public CompletionStage<Map<Long, TaskSpec>> specs(List<Long> ids) {
        return readers.read(connection -> Specs.read(connection, ids));
    }

    @Override
    public CompletionStage<List<FinishedTask>> results(List<Long> ids) {
        return readers.read(connection -> ResultReader.read(connection, ids));
    }

    @Override
    public CompletionStage<RetentionCandidates> oldest(long from, int most) {
        return readers.read(connection -> Oldest.read(connection, from, most));
    }

    @Override
    public Listing listing() {
        return listings;
    }

    @Override
    public EventFeed events() {
        return events;
    }

    @Override
    public Optional<String> trouble() {
        return failure.isPresent() || disk == null ? failure : disk.shortage();
    }

    @Override
    public ValueStore values() {
        return values.store();
    }

    /**
     * After any error the connection is closed: the database may have rolled back by itself, which the driver does not
     * know, and whether a commit went through is only known by looking.
     *
     * @param done what the ledger is afterwards
     */
    private <T> CompletionStage<T> onWriter(String done, Callable<T> work) {
        return writer.run(
                () -> {
                    T result = work.call();
                    failure = Optional.empty();
                    return result;
                },
                e -> failed(done, e));
    }

    private RuntimeException failed(String done, Exception e) {
        if (e instanceof FencedException fenced) {
            return fenced;
        }
        disconnect();
        RuntimeException explained = database.explained(e);
        if (explained instanceof StoreException && !(explained instanceof LeaseHeldException)) {
            failure = Optional.of("the ledger could not be " + done + ": " + explained.getMessage());
        }
        return explained;
    }

    private void disconnect() {
        commitWriter = null;
        if (connection != null) {
            Connections.discard(connection);
            connection = null;
        }
    }

    /** Ends when what was handed in has been written. Closing twice does nothing. */
    @Override
    public void close() {
        if (writer.isClosed()) {
            return;
        }
        var unused = onWriter("closed", () -> {
            giveBack();
            return null;
        });
        writer.close();
        keeper.close();
        values.close();
        readers.close();
        listings.close();
        events.close();
        eventReads.close();
        close(disk, database);
    }

    private void giveBack() {
        Connection open = connection;
        if (open != null) {
            try {
                database.dialect().giveLeaseBack(open, epoch);
            } catch (SQLException e) {
                LOG.warn("the lease could not be released and will expire: {}", database.explain(e));
            }
        }
        disconnect();
    }
}
