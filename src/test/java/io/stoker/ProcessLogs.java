package io.stoker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
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
        Path copies = folder.resolve(homes + "-" + home.getFileName());
        try {
            Files.walkFileTree(home, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()
                            && LOG.matcher(file.getFileName().toString()).matches()) {
                        copy(file, copies.resolve(home.relativize(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }

                /** As what a process deletes that is about to end. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path file, Path copy) throws IOException {
        Files.createDirectories(copy.getParent());
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            System.err.println("gone before it could be kept: " + file);
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
