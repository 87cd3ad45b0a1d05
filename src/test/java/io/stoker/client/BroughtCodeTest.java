package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BroughtCodeTest {
    private static final StoredValue BUNDLE = StoredValue.of(new byte[100]);
    private static final Supplier<CompletableFuture<Void>> NEVER = () -> fail("it is there, or being brought");

    private long tick = 17;
    private final BroughtCode code = new BroughtCode(() -> tick);

    @Test
    void shouldBringABundleOnceForAllWhoNeedIt() {
        CompletableFuture<Void> bringing = new CompletableFuture<>();
        CompletableFuture<Void> first = code.bring(BUNDLE, "a", () -> bringing);
        CompletableFuture<Void> second = code.bring(BUNDLE, "a", NEVER);
        assertThat(code.isThere(BUNDLE, "a")).isFalse();
        bringing.complete(null);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(code.isThere(BUNDLE, "a")).isTrue();
    }

    @Test
    void shouldBringItForTheOthersWhenOneDoesNotWaitAnyMore() {
        CompletableFuture<Void> bringing = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = code.bring(BUNDLE, "a", () -> bringing);
        CompletableFuture<Void> other = code.bring(BUNDLE, "a", NEVER);
        cancelled.cancel(false);
        assertThat(bringing).isNotDone();
        bringing.complete(null);
        assertThat(other).isCompleted();
    }

    @Test
    void shouldBringItAgainAfterAFailure() {
        code.bring(BUNDLE, "a", () -> CompletableFuture.failedFuture(new StokerException("no room")));
        assertThat(code.isThere(BUNDLE, "a")).isFalse();
        assertThat(code.bring(BUNDLE, "a", () -> CompletableFuture.completedFuture(null)))
                .isCompleted();
        assertThat(code.isThere(BUNDLE, "a")).isTrue();
    }

    @Test
    void shouldBringItAgainWhenTheStoreHasLostItUnlessItIsOnItsWay() {
        CompletableFuture<Void> bringing = new CompletableFuture<>();
        code.bring(BUNDLE, "a", () -> bringing);
        code.forget(BUNDLE);
        CompletableFuture<Void> other = code.bring(BUNDLE, "a", NEVER);
        bringing.complete(null);
        assertThat(other).isCompleted();
        code.forget(BUNDLE);
        assertThat(code.isThere(BUNDLE, "a")).isFalse();
        assertThat(code.bring(BUNDLE, "a", CompletableFuture::new)).isNotDone();
    }

    @Test
    void shouldBringItAnewToAnotherLedger() {
        code.bring(BUNDLE, "a", () -> CompletableFuture.completedFuture(null));
        assertThat(code.isThere(BUNDLE, "b")).isFalse();
        CompletableFuture<Void> bringing = new CompletableFuture<>();
        assertThat(code.bring(BUNDLE, "b", () -> bringing)).isNotDone();
    }

    @Test
    void shouldAskAgainAfterAWhileInWhichNobodyUsedIt() {
        code.bring(BUNDLE, "a", () -> CompletableFuture.completedFuture(null));
        tick += Duration.ofMinutes(4).toNanos();
        assertThat(code.isThere(BUNDLE, "a")).isTrue();
        tick += Duration.ofMinutes(4).toNanos();
        assertThat(code.isThere(BUNDLE, "a")).isTrue();
        tick += Duration.ofMinutes(6).toNanos();
        assertThat(code.isThere(BUNDLE, "a")).isFalse();
    }

    @Test
    void shouldLetThoseWhoNeedABundleWaitForTheAnswerOfHimWhoAsksForIt() {
        CompletableFuture<Boolean> answer = code.ask(List.of(BUNDLE), "a", bundle -> NEVER.get());
        assertThat(code.ask(List.of(BUNDLE), "a", bundle -> NEVER.get())).isNull();
        CompletableFuture<Void> other = code.bring(BUNDLE, "a", NEVER);
        assertThat(other).isNotDone();
        assertThat(code.isThere(BUNDLE, "a")).isFalse();
        answer.complete(true);
        assertThat(other).isCompleted();
        assertThat(code.isThere(BUNDLE, "a")).isTrue();
        assertThat(code.ask(List.of(BUNDLE), "a", bundle -> NEVER.get())).isNull();
    }

    @Test
    void shouldBringABundleOnceForAllWhoNeedItIfTheAnswerIsNo() {
        CompletableFuture<Void> bringing = new CompletableFuture<>();
        List<StoredValue> brought = new ArrayList<>();
        CompletableFuture<Boolean> answer = code.ask(List.of(BUNDLE), "a", bundle -> {
            brought.add(bundle);
            return bringing;
        });
        CompletableFuture<Void> before = code.bring(BUNDLE, "a", NEVER);
        answer.complete(false);
        CompletableFuture<Void> after = code.bring(BUNDLE, "a", NEVER);
        assertThat(brought).containsExactly(BUNDLE);
        assertThat(before).isNotDone();
        bringing.complete(null);
        assertThat(before).isCompleted();
        assertThat(after).isCompleted();
        assertThat(code.isThere(BUNDLE, "a")).isTrue();
    }

    @Test
    void shouldAskForNothingOfWhichSomethingIsKnown() {
        StoredValue another = StoredValue.of(new byte[200]);
        code.bring(BUNDLE, "a", CompletableFuture::new);
        assertThat(code.ask(List.of(another, BUNDLE), "a", bundle -> NEVER.get()))
                .isNull();
        assertThat(code.ask(List.of(another), "a", bundle -> NEVER.get())).isNotNull();
        assertThat(code.ask(List.of(BUNDLE), "another ledger", bundle -> NEVER.get()))
                .isNotNull();
    }
}
