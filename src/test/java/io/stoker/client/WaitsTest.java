package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.ControllerUnreachableException;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.Serving;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class WaitsTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private final ClientSession clientSession = new ClientSession();
    private final Waits waits = new Waits(clientSession);

    @AfterEach
    void close() {
        waits.close();
    }

    private static <T> CompletableFuture<T> never() {
        return new CompletableFuture<>();
    }

    @Test
    void whatIsThereIsReturned() {
        assertThat(waits.get(CompletableFuture.completedFuture(7))).isEqualTo(7);
        assertThat(waits.get(CompletableFuture.completedFuture(7), Duration.ZERO, () -> "late"))
                .isEqualTo(7);
    }

    @Test
    void aTimeOutForEverIsNoError() {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        assertThat(waits.get(CompletableFuture.completedFuture(7), forEver, () -> "late"))
                .isEqualTo(7);
    }

    @Test
    void ourExceptionsAreThrownAsTheyAre() {
        RefusedException refused = new RefusedException("no");
        assertThatThrownBy(() -> waits.get(CompletableFuture.failedFuture(refused)))
                .isSameAs(refused);
        CompletableFuture<Object> wrapped =
                CompletableFuture.failedFuture(refused).thenApply(x -> x);
        assertThatThrownBy(() -> waits.get(wrapped, SHORT, () -> "late")).isSameAs(refused);
    }

    @Test
    void whatIsNotOursIsWrappedWithItsCause() {
        IOException cause = new IOException("disk");
        assertThatThrownBy(() -> waits.get(CompletableFuture.failedFuture(cause)))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining("disk")
                .hasCause(cause);
        assertThatThrownBy(() -> waits.get(CompletableFuture.failedFuture(new CompletionException(cause))))
                .isInstanceOf(StokerException.class)
                .hasCause(cause);
    }

    @Test
    void whenTheTimeIsUpItIsSaidWhatWasWaitedFor() {
        assertThatThrownBy(() -> waits.get(never(), SHORT, () -> "task 7 has not ended"))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessage("task 7 has not ended");
    }

    @Test
    void whenTheControllerIsSilentItIsSaidSinceWhen() {
        Instant heard = clientSession.heard();
        long now = System.nanoTime();
        for (int i = 1; i < 20; i++) {
            clientSession.silence(now + i * 200_000_000L);
        }
        Waits silent = new Waits(clientSession, () -> now + 4_000_000_000L);
        assertThatThrownBy(() -> silent.get(never(), SHORT, () -> "task 7 has not ended"))
                .isInstanceOf(ControllerUnreachableException.class)
                .hasMessage("task 7 has not ended; the controller has been unreachable since " + heard);
        silent.close();
    }

    @Test
    void whenThisJvmHasNotRunTheControllerIsNotSaidToBeSilent() {
        Waits frozen = new Waits(clientSession, () -> System.nanoTime() + 60_000_000_000L);
        assertThatThrownBy(() -> frozen.get(never(), SHORT, () -> "task 7 has not ended"))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessage("task 7 has not ended");
        frozen.close();
    }

    @Test
    void anInterruptEndsTheWaitAndIsNotForgotten() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> waits.get(never()))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatHangsOnAUsersFutureRunsOnAThreadOfItsOwn() throws Exception {
        CompletableFuture<Integer> ours = never();
        CompletableFuture<String> users =
                waits.forUser(ours).thenApply(x -> Thread.currentThread().getName());
        ours.complete(1);
        assertThat(users.get(5, TimeUnit.MINUTES)).isEqualTo("stoker-callback");
    }

    @Test
    void aCallbackKnowsThatItIsOne() throws Exception {
        assertThat(waits.isCallback()).isFalse();
        assertThat(waits.supply(waits::isCallback).get(5, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void whatHangsOnAUsersFutureThatFailsDoesSoToo() throws Exception {
        CompletableFuture<Integer> ours = never();
        CompletableFuture<String> users =
                waits.forUser(ours).handle((x, e) -> Thread.currentThread().getName());
        ours.completeExceptionally(new RefusedException("no"));
        assertThat(users.get(5, TimeUnit.MINUTES)).isEqualTo("stoker-callback");
    }

    @Test
    void aUsersFutureFailsAsOursDoesEvenWhenTheClientIsClosed() {
        CompletableFuture<Integer> ours = never();
        CompletableFuture<Integer> users = waits.forUser(ours);
        waits.close();
        ours.completeExceptionally(new RefusedException("no"));
        assertThatThrownBy(() -> users.get(5, TimeUnit.MINUTES)).hasCauseInstanceOf(RefusedException.class);
    }

    @Test
    void aUsersFutureSaysWhyItFailedEvenIfItWasAskedForAfterTheEnd() {
        waits.close();
        CompletableFuture<Integer> users = waits.forUser(CompletableFuture.failedFuture(new RefusedException("no")));
        assertThatThrownBy(users::join).hasCauseInstanceOf(RefusedException.class);
    }

    @Test
    void whatIsKeptForAUsersFutureIsLetGoWhenItIsCancelledOrTimesOut() throws Exception {
        for (boolean cancelled : new boolean[] {true, false}) {
            CompletableFuture<Integer> ours = never();
            CompletableFuture<Void> forgotten = new CompletableFuture<>();
            CompletableFuture<Integer> users = waits.forUser(ours, () -> forgotten.complete(null));
            if (cancelled) {
                users.cancel(true);
            } else {
                users.orTimeout(1, TimeUnit.MILLISECONDS);
            }
            forgotten.get(5, TimeUnit.MINUTES);
            assertThat(ours.handle((x, e) -> 1).get(5, TimeUnit.MINUTES)).isEqualTo(1);
        }
    }

    @Test
    void whatIsSuppliedRunsOnAThreadOfItsOwn() throws Exception {
        assertThat(waits.supply(() -> Thread.currentThread().getName()).get(5, TimeUnit.MINUTES))
                .isEqualTo("stoker-callback");
    }

    @Test
    void theControllerIsHeardWheneverItServes() {
        Instant before = clientSession.heard();
        clientSession.serving(
                new Serving(1, "ledger", TestInbox.<ToController>create().getRef(), TestSecrets.PASS));
        assertThat(clientSession.heard()).isAfterOrEqualTo(before);
    }

    @Test
    void whatIsSuppliedIsNotLostIfNoThreadCanBeStartedForAWhile() throws Exception {
        try (Waits scarce = new Waits(clientSession, System::nanoTime, CallbacksTest.threadsBut(1, 2))) {
            assertThat(scarce.supply(() -> 7).get(5, TimeUnit.MINUTES)).isEqualTo(7);
        }
        try (Waits scarce = new Waits(clientSession, System::nanoTime, CallbacksTest.threadsBut(1, 2))) {
            CompletableFuture<Integer> users = scarce.forUser(CompletableFuture.completedFuture(7));
            assertThat(users.get(5, TimeUnit.MINUTES)).isEqualTo(7);
        }
    }
}
