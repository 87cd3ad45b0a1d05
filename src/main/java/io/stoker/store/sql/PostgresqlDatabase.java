package io.stoker.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.stoker.store.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A database of a PostgreSQL server, which several controllers can reach; the one with the lease writes. */
final class PostgresqlDatabase implements Database {
    private static final int OLDEST = 14;
    private static final int CONNECT_SECONDS = 5;
    private static final int END_MILLIS = 5_000;
    /**
     * A controller that has vanished must not hold the lease's row for long: its transaction ends after 10 s at most,
     * also when nothing tells the server that the other machine is gone.
     */
    private static final String SESSION =
            "SET idle_in_transaction_session_timeout = '10s'; SET tcp_user_timeout = '10s';"
                    + " SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;"
                    + " SET synchronous_commit = ";

    private final PostgresqlSettings settings;
    private final UUID holder = UUID.randomUUID();
    private final Dialect dialect;
    private final HikariDataSource readers;

    private PostgresqlDatabase(PostgresqlSettings settings) {
        this.settings = settings;
        this.dialect = new PostgresqlDialect(holder, settings.lease());
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("stoker-ledger");
        pool.setJdbcUrl(settings.url());
        pool.setDataSourceProperties(properties("reader"));
        pool.setConnectionInitSql(SESSION + "on");
        pool.setMaximumPoolSize(Readers.MOST + Listings.MOST + 1); // and the lease's
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
        pool.setInitializationFailTimeout(-1);
        readers = new HikariDataSource(pool);
    }

    /**
     * Connects to nothing yet.
     *
     * @throws StoreException if the driver does not understand the URL
     */
    static PostgresqlDatabase at(PostgresqlSettings settings) {
        try {
            DriverManager.getDriver(settings.url());
        } catch (SQLException e) {
            // What it says is all of the URL, which may hold a password.
            throw new StoreException("PostgreSQL's driver does not understand stoker.postgresql.url: "
                    + settings.place() + "; it should look like jdbc:postgresql://HOST:5432/DATABASE");
        }
        return new PostgresqlDatabase(settings);
    }

    private Properties properties(String role) {
        Properties properties = new Properties();
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
        }
        if (!settings.password().isEmpty()) {
            properties.setProperty("password", settings.password());
        }
        properties.setProperty("ApplicationName", name(role));
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("prepareThreshold", "2");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(2 * CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Long.toString(answerWithin().toSeconds()));
        return properties;
    }

    /** As {@code pg_stat_activity} shows it, where no two stores have the same. */
    private String name(String role) {
        return "stoker-" + role + "-" + holder;
    }

    /**
     * Ends the back ends of the writers before it, which may still be busy with what their client has given up: from
     * then on nothing of them comes late.
     */
    @Override
    public Connection writer() throws SQLException {
        Connection connection = connect("writer", "on");
        try (PreparedStatement end = connection.prepareStatement("SELECT pg_terminate_backend(pid, " + END_MILLIS + ")"
                + " FROM pg_stat_activity WHERE application_name = ? AND pid <> pg_backend_pid()")) {
            end.setString(1, name("writer"));
            end.executeQuery().close();
            connection.commit();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection for the one that writes large values, without auto-commit; its commits are not durable at once. */
    Connection values() throws SQLException {
        return connect("values", "off");
    }

    private Connection connect(String role, String synchronousCommit) throws SQLException {
        Connection connection = DriverManager.getConnection(settings.url(), properties(role));
        try (Statement statement = connection.createStatement()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new StoreException("the server at " + place() + " is PostgreSQL " + version
                        + ", but Stoker needs " + OLDEST + " or newer");
            }
            statement.execute(SESSION + synchronousCommit);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void patient(Connection connection, boolean always) throws SQLException {
        connection.setNetworkTimeout(
                Runnable::run, always ? 0 : (int) answerWithin().toMillis());
    }

    private Duration answerWithin() {
        Duration second = Duration.ofSeconds(1);
        return settings.answerWithin().compareTo(second) < 0 ? second : settings.answerWithin();
    }

    @Override
    public Connection reader() throws SQLException {
        return readers.getConnection();
    }

    @Override
    public void release(Connection reader) throws SQLException {
        reader.close();
    }

    /** It reads rows in the order of an index, as far as it has to; whatever gathers more first costs more. */
    @Override
    public Connection lister(Duration longest) throws SQLException {
        Connection lister = readers.getConnection();
        try (Statement statement = lister.createStatement()) {
            lister.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;"
                    + " SET LOCAL statement_timeout = " + longest.toMillis() + "; SET LOCAL enable_hashjoin = off;"
                    + " SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off;"
                    + " SET LOCAL enable_bitmapscan = off; SET LOCAL jit = off");
            return lister;
        } catch (SQLException e) {
            lister.close();
            throw e;
        }
    }

    @Override
    public void releaseLister(Connection lister) throws SQLException {
        lister.close();
    }

    /** Where a database is is its server's to know. */
    @Override
    public void verify() {}

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public String place() {
        return settings.place();
    }

    @Override
    public String explain(SQLException error) {
        return PostgresqlErrors.explain(place(), error);
    }

    @Override
    public boolean isDamage(SQLException error) {
        return PostgresqlErrors.isDamage(error);
    }

    @Override
    public String damaged(String detail) {
        return PostgresqlErrors.damaged(place(), detail);
    }

    @Override
    public void close() {
        readers.close();
    }
}
