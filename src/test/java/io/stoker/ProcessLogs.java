package io.stoker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Keeps what the processes of a failed test have logged and printed in {@code target/it-logs}, in a folder that is
 * named after the test's class; that of a class whose tests have all passed goes. A test says by {@link #keep} what
 * there is before it deletes it. JUnit finds this as a service.
 */
public final class ProcessLogs implements BeforeAllCallback, TestWatcher, AfterAllCallback {
    private static final Pattern LOG = Pattern.compile("out|.*\\.txt|.*\\.log(\\.\\d+)?");

    /** Of the class that runs in this JVM: classes run one after the other. */
    private static volatile ProcessLogs current;

    private final Path root;
    private Path folder;
    private int homes;
    private boolean failed;

    /** Below {@code target/it-logs}. */
    public ProcessLogs() {
        this(Path.of("target", "it-logs"));
    }

    ProcessLogs(Path root) {
        this.root = root;
    }

    /** To be called before a folder is deleted in which processes have written logs. */
    public static void keep(Path home) {
        if (current != null) {
            current.copy(home);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        begin(context.getRequiredTestClass());
        current = this;
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        failed = true;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end(failed || context.getExecutionException().isPresent());
    }

    void begin(Class<?> test) {
        folder = root.resolve(test.getName());
        homes = 0;
        failed = false;
        delete(folder);
    }

    void copy(Path home) {
        homes++;
        for (Path file : files(home)) {
            Path copy = folder.resolve(homes + "-" + home.getFileName()).resolve(home.relativize(file));
            try {
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<Path> files(Path home) {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(
                            file -> LOG.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end(boolean failed) {
        if (failed && Files.exists(folder)) {
            System.err.println("what the processes of this test have logged is in " + folder);
        } else {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
