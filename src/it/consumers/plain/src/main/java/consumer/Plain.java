package consumer;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.store.SteadyClock;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.SqlStore;
import io.stoker.task.MissingLibraryException;
import io.stoker.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TimeZone;
import java.util.logging.LogManager;

/** A program that has nothing but Stoker on its class path, and forgets to close it. */
public class Plain {
    public static void main(String[] args) throws IOException {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        List<Object> before = stateOfJvm();

        submit();
        requireSqliteToBeMissed(args[0]);

        require("what Stoker has changed of this JVM", before, stateOfJvm());
        require("what was said", List.of(), said(errors));
    }

    private static void submit() {
        Stoker stoker = Stoker.local(1, Map.of("stoker.client.connect-timeout", "60s"));
        TaskClient tc = stoker.taskClient();
        long id = tc.run(Task.of("c = a * b").push("a", 6).push("b", 7).pull("c"));
        require("6 * 7", 42, tc.getTaskResult(id).get("c"));
    }

    /** @param coordinates those of SQLite's driver, which the error is to name */
    private static void requireSqliteToBeMissed(String coordinates) throws IOException {
        Path folder = Files.createTempDirectory("plain");
        try {
            SqlStore.sqlite(folder, ValueFiles.open(folder, 0, new SteadyClock()));
            throw new AssertionError("there is a driver");
        } catch (MissingLibraryException e) {
            require(
                    "the error",
                    "stoker.ledger=sqlite needs " + coordinates
                            + " on the class path; add it to your project, or use stoker.ledger=memory",
                    e.getMessage());
        } finally {
            Files.delete(folder);
        }
    }

    private static List<Object> stateOfJvm() {
        TimeZone zone = TimeZone.getDefault(); // which sets a system property
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        return Arrays.asList(
                properties,
                System.in,
                System.out,
                System.err,
                Locale.getDefault(),
                zone,
                Thread.getDefaultUncaughtExceptionHandler(),
                List.of(LogManager.getLogManager().getLogger("").getHandlers()),
                LogManager.getLogManager().getLogger("").getLevel());
    }

    /** Without the lines in which SLF4J says that it has nothing to log with. */
    private static List<String> said(ByteArrayOutputStream errors) {
        return errors.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .toList();
    }

    private static void require(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": " + actual + ", not " + expected);
        }
    }
}
