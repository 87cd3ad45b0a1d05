package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.client.multi.MultiEngineClient;
import io.stoker.task.SettingException;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalIT {
    private static final Duration SOON = Duration.ofMinutes(5);

    @Test
    void shouldRefuseAWrongSettingBeforeAnythingStarts() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertThatThrownBy(() -> Stoker.local(1, Map.of("stoker.schedul.order", "lifo")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("did you mean stoker.schedule.order?");
        assertThatThrownBy(() -> Stoker.local(1, Map.of("stoker.retention.max-age", "thirty")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("stoker.retention.max-age is 'thirty'");
        assertThatThrownBy(() -> Stoker.local(1, Map.of("stoker.schedule.order", "io.nobody.Order")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("stoker.schedule.order: ");
        assertThatThrownBy(() -> Stoker.connect("localhost", 9, Map.of("stoker.client.request-timeout", "soon")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("stoker.client.request-timeout is 'soon'");
        assertThatThrownBy(() -> Stoker.connect("localhost", 9, Duration.ZERO))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("stoker.client.connect-timeout is '0'");

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .noneMatch(thread -> thread.getName().startsWith("stoker"));
    }

    @Test
    void theWholeSessionRunsInThisJvm() {
        try (Stoker stoker = Stoker.local(4)) {
            assertThat(stoker.engines()).hasSize(4);
            TaskClient tc = stoker.taskClient();
            long id = tc.run(Task.of("a=10"));
            assertThat(id).isZero();
            assertThat(tc.getTaskResult(id, SOON)).hasToString("TaskResult[ID:0]:{}");

            MultiEngineClient mec = stoker.multiEngineClient();
            mec.on(0, 3).kill();
            assertThat(mec.ids()).containsExactly(1, 2);
            assertThat(tc.runAndGet(Task.of("here = id").pull("here"), SOON).get("here"))
                    .isIn(1, 2);
            mec.killController();
            // It says that it is about to end, and may answer until it has.
            await().untilAsserted(() -> assertThatThrownBy(() -> tc.queueStatus(false, Duration.ofMillis(500)))
                    .isInstanceOf(WaitTimeoutException.class));
        }
    }

    @Test
    void asynchronousCallsAreSlowedDownAndNotDropped() {
        try (Stoker stoker = Stoker.local(1, Map.of("stoker.client.max-backlog", "1 KiB"))) {
            TaskClient tc = stoker.taskClient();
            List<CompletableFuture<Long>> ids =
                    Stream.generate(() -> tc.runAsync(Task.of(""))).limit(50).toList();
            assertThat(ids).extracting(CompletableFuture::join).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoWantsNeverToBeHeldUpGetsAFutureThatFailsAtOnce() {
        Map<String, String> settings = Map.of(
                "stoker.client.max-backlog", "1 KiB",
                "stoker.client.async-wait", "0s",
                "stoker.client.request-timeout", "10m");
        try (Stoker stoker = Stoker.local(1, settings)) {
            stoker.multiEngineClient().killController();
            TaskClient tc = stoker.taskClient();
            await().untilAsserted(() -> assertThat(tc.runAsync(Task.of(""))).isCompletedExceptionally());
            assertThatThrownBy(() -> tc.runAndGetAsync(Task.of("")).join())
                    .hasCauseInstanceOf(WaitTimeoutException.class)
                    .hasMessageContaining("of 1024 bytes (stoker.client.max-backlog)");
        }
    }

    @Test
    void inACallbackNothingIsWaitedForAndTheFailureNamesTheLimit() {
        Map<String, String> settings = Map.of(
                "stoker.client.max-backlog", "1 KiB",
                "stoker.client.async-wait", "1s",
                // After which the call fails whose callback makes the others.
                "stoker.client.request-timeout", "2s");
        try (Stoker stoker = Stoker.local(1, settings)) {
            stoker.multiEngineClient().killController();
            TaskClient tc = stoker.taskClient();
            await().untilAsserted(() -> assertThatThrownBy(() -> tc.runAsync(Task.of(""))
                            .handle((id, failure) -> tc.runAsync(Task.of("")))
                            .thenCompose(waiting -> tc.runAsync(Task.of("")))
                            .join())
                    .hasMessageContaining("stoker.client.max-backlog"));
        }
    }

    @Test
    void severalLiveSideBySideAndEndOneByOne() {
        try (Stoker a = Stoker.local(1, Map.of("stoker.schedule.order", "lifo"))) {
            Set<Thread> others = Thread.getAllStackTraces().keySet();
            Stoker b = Stoker.local(1);
            CompletableFuture<?> endless = CompletableFuture.runAsync(() -> b.multiEngineClient()
                    .execute("System.setProperty('stoker.test.endless', 'runs'); while (true) {}"));
            await().until(() -> System.getProperty("stoker.test.endless") != null);
            b.close();
            b.close();
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("stoker-task"))
                    .isSubsetOf(others));
            assertThatThrownBy(endless::join).hasCauseInstanceOf(StokerException.class);
            assertThatThrownBy(() -> b.taskClient().run(Task.of(""))).isInstanceOf(StokerException.class);
            assertThat(a.taskClient()
                            .runAndGet(Task.of("x = 1").pull("x"), SOON)
                            .get("x"))
                    .isEqualTo(1);
        }
    }

    @Test
    void enginesWhosePreludeFailsAreNotWaitedFor() {
        assertThatThrownBy(() -> Stoker.local(2, Map.of("stoker.prelude", "a = 1\nb = c")))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining("the prelude (stoker.prelude) has failed")
                .hasMessageContaining("No such property: c");
    }

    @Test
    void aClusterWithoutEnginesIsRefused() {
        assertThatThrownBy(() -> Stoker.local(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to 1000 engines, not 0");
    }
}
