package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.code.Compiled;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.task.TaskFailedException;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that lack classes and resources at the engine, which is asked of the client that lives, or no longer does. */
class AskBackIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String PROGRAM =
            """
            package com.acme;
            import io.stoker.task.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.function.Supplier;
            public class Program {
                public static StokerCallable<String> named(String first, String rest) {
                    return () -> Class.forName(first + rest).getDeclaredConstructor().newInstance().toString();
                }
                public static StokerCallable<String> resource(String name) {
                    return () -> {
                        var in = Program.class.getResourceAsStream(name);
                        return in == null ? null : new String(in.readAllBytes(), "UTF-8");
                    };
                }
                public static StokerCallable<String> service() {
                    return () -> {
                        StringBuilder all = new StringBuilder();
                        for (Supplier<?> one : ServiceLoader.load(Supplier.class)) all.append(one.get());
                        return all.toString();
                    };
                }
                public static StokerCallable<Integer> probes(int count) {
                    return () -> {
                        int missing = 0;
                        for (int i = 0; i < count; i++) {
                            try {
                                Class.forName("com.acme.optional.Feature" + i);
                            } catch (ClassNotFoundException e) {
                                missing++;
                            }
                        }
                        return missing;
                    };
                }
                public static StokerCallable<String> later(String file, StokerCallable<?> then) {
                    return () -> {
                        while (!Files.exists(Path.of(file))) Thread.onSpinWait();
                        return String.valueOf(then.call());
                    };
                }
                public static StokerCallable<String> noted(String file, String name) {
                    return () -> {
                        try {
                            return Class.forName("com.acme." + name).getName();
                        } catch (ClassNotFoundException e) {
                            Files.writeString(Path.of(file), e.getMessage());
                            throw e;
                        }
                    };
                }
            }
            """;

    private static final Map<String, String> SOURCES = Map.of(
            "com.acme.Program",
            PROGRAM,
            "com.acme.Hidden",
            "package com.acme; public class Hidden { public String toString() { return new Helper().text(); } }",
            "com.acme.Helper",
            "package com.acme; class Helper { String text() { return \"%s\"; } }",
            "com.acme.Greeter",
            "package com.acme; public class Greeter implements java.util.function.Supplier<String> {"
                    + " public String get() { return \"hello\"; } }");

    @TempDir
    static Path directory;

    private static TestCluster cluster;
    private static Path one;
    private static Path other;
    private final CountDownLatch free = new CountDownLatch(1);

    @BeforeAll
    static void start() throws IOException {
        one = compiled("one");
        other = compiled("other");
        Path services = Files.createDirectories(one.resolve("META-INF/services"));
        Files.writeString(services.resolve("java.util.function.Supplier"), "com.acme.Greeter\n");
        Files.writeString(one.resolve("com/acme/greeting.txt"), "good day");
        cluster = TestCluster.start(2);
        cluster.connect(2);
    }

    private static Path compiled(String version) throws IOException {
        Map<String, String> sources = new java.util.HashMap<>(SOURCES);
        sources.replaceAll((name, source) -> source.replace("%s", version));
        String stoker = StokerException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return Compiled.into(directory.resolve(version), sources, "-cp", stoker);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void letGo() {
        free.countDown();
    }

    /** A program's class loader: the engines in this JVM do not have what it has. */
    private static ClassLoader program(Path classes) throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, AskBackIT.class.getClassLoader());
    }

    /** One that does not find this class until the test is over. */
    private ClassLoader slowProgram(Path classes, String slow) throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, AskBackIT.class.getClassLoader()) {
            @Override
            public InputStream getResourceAsStream(String name) {
                if (name.equals(slow)) {
                    awaitFree();
                }
                return super.getResourceAsStream(name);
            }
        };
    }

    private void awaitFree() {
        try {
            free.await(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static StokerCallable<Object> function(ClassLoader program, String name, Object... arguments) {
        try {
            for (var method : program.loadClass("com.acme.Program").getMethods()) {
                if (method.getName().equals(name)) {
                    return (StokerCallable<Object>) method.invoke(null, arguments);
                }
            }
            throw new IllegalArgumentException("no method " + name);
        } catch (ClassNotFoundException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object call(Stoker stoker, StokerCallable<Object> function) throws Exception {
        return stoker.taskClient().submit(function).get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void shouldLoadAClassByAComputedNameWithAllThatItNeeds() throws Exception {
        try (Stoker stoker = Stoker.local(2)) {
            assertThat(call(stoker, function(program(one), "named", "com.acme.Hid", "den")))
                    .isEqualTo("one");
        }
    }

    @Test
    void shouldGiveEachClientItsOwnVersionOfAClass() throws Exception {
        Stoker first = cluster.connect();
        Stoker second = cluster.connect();
        StokerCallable<Object> ofOne = function(program(one), "named", "com.acme.Hid", "den");
        StokerCallable<Object> ofOther = function(program(other), "named", "com.acme.Hid", "den");
        for (int i = 0; i < 4; i++) {
            assertThat(call(first, ofOne)).isEqualTo("one");
            assertThat(call(second, ofOther)).isEqualTo("other");
        }
    }

    @Test
    void shouldReadAResourceOfTheClient() throws Exception {
        Stoker stoker = cluster.connect();
        assertThat(call(stoker, function(program(one), "resource", "greeting.txt")))
                .isEqualTo("good day");
        assertThat(call(stoker, function(program(one), "resource", "nothing.txt")))
                .isNull();
        assertThat(call(stoker, function(program(one), "resource", "/com/../com/acme/greeting.txt")))
                .isNull();
    }

    @Test
    void shouldFindServicesOfTheClient() throws Exception {
        assertThat(call(cluster.connect(), function(program(one), "service"))).isEqualTo("hello");
    }

    @Test
    void shouldSayThatTheClientDoesNotHaveAClassEither() throws Exception {
        Stoker stoker = cluster.connect();
        TaskHandle<Object> handle =
                stoker.taskClient().submit(function(program(one), "named", "com.acme.No", "where"));
        assertThatThrownBy(() -> handle.get(LONG.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(TaskFailedException.class)
                .cause()
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("the class com.acme.Nowhere, which com.acme.Program.lambda$named")
                .hasMessageContaining("nor does the client find it")
                .hasMessageContaining("addJar");
    }

    /** If each of the probes cost time, this would take longer than it may. */
    @Test
    void shouldSayThatTheClientIsGoneAndNotWaitForItAgainAndAgain() throws Exception {
        Path gone = directory.resolve("gone");
        ClassLoader program = program(one);
        Stoker stoker = cluster.connect();
        long[] ids;
        try (Stoker leaving = Stoker.connect("127.0.0.1", cluster.controller().port())) {
            ids = leaving.taskClient()
                    .runAll(java.util.List.of(
                            Task.call(function(
                                    program, "later", gone.toString(), function(program, "probes", 100))),
                            Task.call(function(
                                    program,
                                    "later",
                                    gone.toString(),
                                    function(program, "named", "com.acme.Hid", "den")))));
        }
        Files.createFile(gone);
        assertThat(stoker.taskClient().getTaskResult(ids[0], LONG).value()).isEqualTo("100");
        TaskResult failed = stoker.taskClient().getTaskResult(ids[1], LONG);
        assertThat(failed.failure().text())
                .contains("the class com.acme.Hidden, which com.acme.Program")
                .contains("the client that submitted it cannot be asked")
                .contains("is gone")
                .contains("addJar");
    }

    @Test
    void shouldProbeForAHundredOptionalClasses() throws Exception {
        Stoker stoker = cluster.connect();
        ClassLoader program = program(one);
        for (int i = 0; i < 3; i++) {
            assertThat(call(stoker, function(program, "probes", 100)))
                    .isEqualTo(100);
        }
    }

    @Test
    void shouldEndTheWaitOfATaskThatIsAborted() throws Exception {
        Stoker stoker = cluster.connect();
        TaskClient tc = stoker.taskClient();
        Path note = directory.resolve("note");
        ClassLoader slow = slowProgram(one, "com/acme/Hidden.class");
        TaskHandle<Object> waiting = tc.submit(function(slow, "noted", note.toString(), "Hidden"));
        await().atMost(LONG).until(() -> waiting.state() == TaskState.RUNNING);
        waiting.abort(TaskClient.AbortMode.INTERRUPT);
        await().atMost(LONG).until(() -> waiting.state() == TaskState.ABORTED);
        assertThat(note).content().contains("the wait for the client's answer was interrupted");
        // The client answers nobody else while it looks for the class, but does all else.
        assertThat(call(stoker, function(program(one), "resource", "/META-INF/none"))).isNull();
    }
}
