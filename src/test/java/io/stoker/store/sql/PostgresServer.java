package io.stoker.store.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stoker.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server for tests, run by {@code scripts/postgresql}. It ends with the JVM, however that ends. */
public final class PostgresServer implements AutoCloseable {
    private static final Path SCRIPT = Path.of("scripts", "postgresql").toAbsolutePath();
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path folder;
    private Process process;
    private URI address;

    private PostgresServer() {
        try {
            folder = Files.createTempDirectory("stoker-postgresql");
            Files.createFile(folder.resolve("password")); // as a start leaves it that fails
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        start();
    }

    private static final class Shared {
        static final PostgresServer SERVER = new PostgresServer();
    }

    /** The one for tests that do the server no harm; without PostgreSQL the test is skipped. */
    public static PostgresServer shared() {
        assumeTrue(Programs.succeeds(SCRIPT.toString(), "find"), "there is no PostgreSQL server");
        return Shared.SERVER;
    }

    /** One of its own for a test that does harm to it; without PostgreSQL the test is skipped. */
    public static PostgresServer own() {
        assumeTrue(Programs.succeeds(SCRIPT.toString(), "find"), "there is no PostgreSQL server");
        return new PostgresServer();
    }

    /** Starts it again where it was. */
    void start() {
        List<String> command = new ArrayList<>(
                List.of(SCRIPT.toString(), "serve", folder.getFileName().toString()));
        command.add(address == null ? "0" : String.valueOf(address.getPort()));
        // Nobody pulls the plug of a test.
        command.addAll(List.of("-c", "fsync=off", "-c", "max_connections=50"));
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.getParent().toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader();
            String url = Objects.requireNonNull(output.readLine(), "the server has not started");
            address = URI.create(url.substring("jdbc:".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it in order, at once. */
    void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server has not ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return address.getPort();
    }

    /** A new, empty database of which the lease lasts longer than a test. */
    public PostgresqlSettings database() {
        return database(LEASE);
    }

    PostgresqlSettings database(Duration lease) {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection("jdbc:" + address);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return settings(name, lease);
    }

    PostgresqlSettings settings(String database, Duration lease) {
        String password = address.getQuery().replaceFirst(".*password=", "");
        return new PostgresqlSettings(
                "jdbc:postgresql://127.0.0.1:" + port() + "/" + database,
                "stoker",
                password,
                lease,
                Duration.ofSeconds(30));
    }

    /** For a look from outside. */
    static Connection connect(PostgresqlSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        try {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
