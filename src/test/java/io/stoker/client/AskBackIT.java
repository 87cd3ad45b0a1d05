package io.stoker.client;

import static io.stoker.client.ReflectiveProgram.function;
import static io.stoker.client.ReflectiveProgram.loader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.task.StokerCallable;
import io.stoker.task.Task;
import io.stoker.task.TaskFailedException;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions that lack classes and resources at the engine, which is asked of the client that lives, or no longer does.
 */
class AskBackIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static TestCluster cluster;
    private static Path one;
    private static Path other;
    private final CountDownLatch free = new CountDownLatch(1);

    @BeforeAll
    static void start() throws IOException {
        one = ReflectiveProgram.compile(directory, "one");
        other = ReflectiveProgram.compile(directory, "other");
        Path services = Files.createDirectories(one.resolve("META-INF/services"));
        Files.writeString(services.resolve("java.util.function.Supplier"), "com.acme.Greeter\n");
        Files.writeString(one.resolve("com/acme/greeting.txt"), "good day");
        cluster = TestCluster.start(2);
        cluster.connect(2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void letGo() {
        free.countDown();
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

    private static Object call(Stoker stoker, StokerCallable<Object> function) throws Exception {
        return stoker.taskClient().submit(function).get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void shouldLoadAClassByAComputedNameWithAllThatItNeeds() throws Exception {
        try (Stoker stoker = Stoker.local(2)) {
            assertThat(call(stoker, function(loader(one), "named", "com.acme.Hid", "den")))
                    .isEqualTo("one");
        }
    }

    @Test
    void shouldNotBringClassesAgainThatTheStoreHasFromAnEarlierSession() throws Exception {
        Stoker first = cluster.connect();
        Stoker second = cluster.connect();
        assertThat(first.taskClient().submit(TinyProgram.one()).get(LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(first.session().values().sentBytes()).isPositive();
        assertThat(second.taskClient().submit(TinyProgram.one()).get(LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(second.session().values().sentBytes()).isZero();
    }

    @Test
    void shouldGiveEachClientItsOwnVersionOfAClass() throws Exception {
        Stoker first = cluster.connect();
        Stoker second = cluster.connect();
        StokerCallable<Object> ofOne = function(loader(one), "named", "com.acme.Hid", "den");
        StokerCallable<Object> ofOther = function(loader(other), "named", "com.acme.Hid", "den");
        for (int i = 0; i < 4; i++) {
            assertThat(call(first, ofOne)).isEqualTo("one");
            assertThat(call(second, ofOther)).isEqualTo("other");
        }
    }

    @Test
    void shouldReadAResourceOfTheClient() throws Exception {
        Stoker stoker = cluster.connect();
        assertThat(call(stoker, function(loader(one), "resource", "greeting.txt")))
                .isEqualTo("good day");
        assertThat(call(stoker, function(loader(one), "resource", "nothing.txt")))
                .isNull();
        assertThat(call(stoker, function(loader(one), "resource", "/com/../com/acme/greeting.txt")))
                .isNull();
    }

    @Test
    void shouldFindServicesOfTheClient() throws Exception {
        assertThat(call(cluster.connect(), function(loader(one), "service"))).isEqualTo("hello");
    }

    @Test
    void shouldSayThatTheClientDoesNotHaveAClassEither() throws Exception {
        Stoker stoker = cluster.connect();
        TaskHandle<Object> handle = stoker.taskClient().submit(function(loader(one), "named", "com.acme.No", "where"));
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
        ClassLoader program = loader(one);
        Stoker stoker = cluster.connect();
        long[] ids;
        try (Stoker leaving = TestConnect.to("127.0.0.1", cluster.controller().port(), Map.of())) {
            ids = leaving.taskClient()
                    .runAll(List.of(
                            Task.call(function(program, "later", gone.toString(), function(program, "probes", 100))),
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
        ClassLoader program = loader(one);
        for (int i = 0; i < 3; i++) {
            assertThat(call(stoker, function(program, "probes", 100))).isEqualTo(100);
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
    }
}
