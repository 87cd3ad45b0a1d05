package io.stoker.store.sql;

import io.stoker.store.OwnerOnly;
import io.stoker.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** One SQLite file in a folder, which one process at a time may serve: it holds a lock of the operating system. */
final class SqliteDatabase implements Database {
    private static final String FILE = "ledger.db";
    private static final String LOCK = "ledger.lock";
    private static final String NATIVE_CODE = "native";

    /** SQLite takes no longer path; the longest of its own is that of the log beside the file. */
    private static final int LONGEST_PATH = 512 - "-journal".length();

    private static final Dialect DIALECT = new SqliteDialect();

    /** Of SQLite's machine: some 100 microseconds. */
    private static final int STEPS_BETWEEN_LOOKS = 10_000;

    private static final int CACHE_KIB = 16 * 1024;

    private final Path file;
    private final FileChannel lockFile;
    private final int busyMillis;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    private final ConcurrentLinkedDeque<Connection> idleListers = new ConcurrentLinkedDeque<>();
    private final SameFile identity;

    private SqliteDatabase(Path file, FileChannel lockFile, Duration lockWait) throws IOException {
        this.file = file;
        this.lockFile = lockFile;
        this.busyMillis = Math.toIntExact(lockWait.toMillis());
        this.identity = SameFile.of(file);
    }

    /** @throws StoreException if another process serves the ledger in this folder, naming its pid */
    static SqliteDatabase in(Path folder, Duration lockWait) {
        try {
            OwnerOnly.folder(folder);
            requireShort(folder.toRealPath().resolve(FILE)); // SQLite, too, follows links first
            OwnerOnly.file(folder.resolve(LOCK));
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                String holder = read(channel);
                channel.close();
                throw new StoreException("the ledger in " + folder + " is served by the process with pid " + holder
                        + ": end it first, or use another profile");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            loadCode(folder, channel);
            // SQLite gives the files beside it the same permissions.
            OwnerOnly.file(folder.resolve(FILE));
            return new SqliteDatabase(folder.resolve(FILE), channel, lockWait);
        } catch (IOException e) {
            throw new StoreException(
                    "the ledger's folder " + folder + " cannot be used: " + e + "; it must be on a disk of this "
                            + "machine, with locks, that you may write to: set STOKER_HOME to such a folder",
                    e);
        }
    }

    private static void loadCode(Path folder, FileChannel lock) throws IOException {
        try {
            SqliteLibrary.load(folder.resolve(NATIVE_CODE));
        } catch (StoreException e) {
            lock.close();
            throw e;
        }
    }

    private static void requireShort(Path file) {
        int bytes = file.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_PATH) {
            throw new StoreException("the ledger's path has " + bytes + " bytes, but SQLite takes at most "
                    + LONGEST_PATH + ": set STOKER_HOME to a path shorter than " + file.getParent());
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // this very process serves it already
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    @Override
    public Connection writer() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-CACHE_KIB);
        config.setBusyTimeout(busyMillis);
        Connection connection = connect(config);
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection reader() throws SQLException {
        Connection free = idle.poll();
        return free == null ? newReader() : free;
    }

    private Connection newReader() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(busyMillis);
        return connect(config);
    }

    @Override
    public void release(Connection reader) {
        idle.add(reader);
    }

    @Override
    public Connection lister(Duration longest) throws SQLException {
        Connection free = idleListers.poll();
        Connection lister = free == null ? newLister() : free;
        long until = System.nanoTime() + longest.toNanos();
        ProgressHandler.setHandler(lister, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - until >= 0 ? 1 : 0; // any number but 0 ends the statement
            }
        });
        return lister;
    }

    private Connection newLister() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(busyMillis);
        config.setCacheSize(-CACHE_KIB);
        config.setReadOnly(true);
        Connection lister = connect(config);
        lister.setAutoCommit(false);
        return lister;
    }

    @Override
    public void releaseLister(Connection lister) throws SQLException {
        ProgressHandler.clearHandler(lister);
        idleListers.add(lister);
    }

    @Override
    public void verify() {
        if (!identity.isThere()) {
            throw new StoreException("the ledger " + file + " was removed, moved or replaced while it was in use:"
                    + " put it back, or stop the controller and start it again with the ledger that is there now");
        }
    }

    /** Never makes an empty ledger in the place of one that has been there. */
    private Connection connect(SQLiteConfig config) throws SQLException {
        verify();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        Properties properties = config.toProperties();
        // As an URI, in which a question mark of the path begins no options.
        Connection connection =
                new JDBC().connect(JDBC.PREFIX + "file:" + file.toUri().getRawPath(), properties);
        if (connection == null) {
            throw new SQLException("there is no SQLite driver for " + file);
        }
        return connection;
    }

    @Override
    public Dialect dialect() {
        return DIALECT;
    }

    @Override
    public String kind() {
        return "sqlite";
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public String explain(SQLException error) {
        SQLiteErrorCode code = code(error);
        String message = String.valueOf(error.getMessage()).strip().toLowerCase(Locale.ROOT);
        String detail = " (" + message + ")";
        return switch (code) {
            case SQLITE_FULL -> "the disk that holds the ledger " + file + " is full: free some space" + detail;
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "the ledger " + file
                        + " is locked by another program, for example an open transaction in sqlite3: end it" + detail;
            case SQLITE_NOTADB, SQLITE_CORRUPT -> damaged(message);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
                "the ledger " + file + " cannot be written by this user" + detail;
            default -> "the ledger " + file + " cannot be read or written" + detail;
        };
    }

    @Override
    public String damaged(String detail) {
        return "the ledger " + file + " is damaged: restore a copy of it, or move it away to begin with an empty one ("
                + detail + ")";
    }

    @Override
    public boolean isDamage(SQLException error) {
        SQLiteErrorCode code = code(error);
        return code == SQLiteErrorCode.SQLITE_NOTADB || code == SQLiteErrorCode.SQLITE_CORRUPT;
    }

    private static SQLiteErrorCode code(SQLException error) {
        return SQLiteErrorCode.getErrorCode(error.getErrorCode() & 0xff);
    }

    @Override
    public void close() {
        idle.forEach(Connections::discard);
        idleListers.forEach(Connections::discard);
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StoreException("the lock of " + file + " cannot be released: " + e, e);
        }
    }
}
