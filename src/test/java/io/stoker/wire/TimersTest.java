package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.Cancellable;
import akka.actor.Scheduler;
import akka.actor.SchedulerException;
import akka.event.NoLogging$;
import com.typesafe.config.ConfigFactory;
import io.stoker.Seeds;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.concurrent.ExecutionContext;

class TimersTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(5);

    private final Timers timers = new Timers(ConfigFactory.empty(), NoLogging$.MODULE$, Thread::new);
    private final ExecutionContext context = ExecutionContext.fromExecutor(Runnable::run);
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        timers.close();
    }

    private String next() throws InterruptedException {
        return done.poll(1, TimeUnit.MINUTES);
    }

    @Test
    void timersRunWhenTheyAreDueInTheOrderOfTheirTimes() throws InterruptedException {
        timers.scheduleOnce(Duration.ofSeconds(1), () -> done.add("later"), context);
        timers.scheduleOnce(SHORT, () -> done.add("sooner"), context);
        assertThat(next()).isEqualTo("sooner");
        assertThat(next()).isEqualTo("later");
    }

    @Test
    void aPeriodicTimerRunsUntilItIsCancelled() throws InterruptedException {
        Cancellable fixedDelay =
                timers.scheduleWithFixedDelay(Duration.ZERO, SHORT, () -> done.add("fixed delay"), context);
        assertThat(next()).isEqualTo("fixed delay");
        assertThat(next()).isEqualTo("fixed delay");
        assertThat(fixedDelay.cancel()).isTrue();
        assertThat(fixedDelay.isCancelled()).isTrue();
        Cancellable fixedRate = timers.scheduleAtFixedRate(SHORT, SHORT, () -> done.add("fixed rate"), context);
        assertThat(java.util.stream.Stream.generate(() -> {
                            try {
                                return next();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .filter("fixed rate"::equals)
                        .limit(3))
                .hasSize(3);
        assertThat(fixedRate.cancel()).isTrue();
    }

    @Test
    void aTimerThatWasCancelledOrHasRunCannotBeCancelled() throws InterruptedException {
        Cancellable cancelled = timers.scheduleOnce(LONG, () -> done.add("cancelled"), context);
        assertThat(cancelled.cancel()).isTrue();
        assertThat(cancelled.cancel()).isFalse();
        Cancellable run = timers.scheduleOnce(SHORT, () -> {}, context);
        timers.scheduleOnce(Duration.ofMillis(200), () -> done.add("after it"), context);
        assertThat(next()).isEqualTo("after it");
        assertThat(run.cancel()).isFalse();
        assertThat(run.isCancelled()).isFalse();
    }

    @Test
    void aTimerWhoseDispatcherHasEndedHarmsNoOther() throws InterruptedException {
        ExecutionContext ended = ExecutionContext.fromExecutor(task -> {
            done.add("refused");
            throw new RejectedExecutionException("it has ended");
        });
        timers.scheduleAtFixedRate(Duration.ZERO, SHORT, () -> done.add("of the one that has ended"), ended);
        timers.scheduleOnce(Duration.ZERO, () -> done.add("of the one that has ended"), ended);
        timers.scheduleOnce(Duration.ofMillis(200), () -> done.add("another"), context);
        assertThat(next()).isEqualTo("refused");
        assertThat(next()).isEqualTo("refused");
        assertThat(next()).as("which begins no periodic one again").isEqualTo("another");
    }

    @Test
    void aPeriodicTimerEndsWhenItThrows() throws InterruptedException {
        timers.scheduleAtFixedRate(
                Duration.ZERO,
                SHORT,
                () -> {
                    done.add("throws");
                    throw new SchedulerException("the receiver is gone");
                },
                context);
        assertThat(next()).isEqualTo("throws");
        timers.scheduleOnce(Duration.ofMillis(200), () -> done.add("after it"), context);
        assertThat(next()).isEqualTo("after it");
    }

    @Test
    void nothingKeepsTheOthersFromBeingDoneAtTheEnd() {
        for (int i = 0; i < 3; i++) {
            Scheduler.TaskRunOnClose failing = () -> {
                done.add("fails");
                throw new IllegalStateException("as it is");
            };
            timers.scheduleOnce(LONG, failing, context);
        }
        Scheduler.TaskRunOnClose cancelled = () -> done.add("cancelled");
        timers.scheduleOnce(LONG, cancelled, context).cancel();
        timers.close();
        assertThat(done).containsOnly("fails").isNotEmpty();
    }

    @Test
    void whatMustBeDoneAtTheLatestIsDoneWhenTheSystemEndsAndNothingElse() {
        Scheduler.TaskRunOnClose atTheLatest = () -> done.add("at the latest");
        timers.scheduleOnce(LONG, atTheLatest, context);
        timers.scheduleOnce(LONG, () -> done.add("in five minutes"), context);
        timers.close();
        assertThat(done).containsExactly("at the latest");
    }

    @Test
    void whenTheSystemHasEndedTimersAreRefusedAsAkkaExpectsIt() {
        timers.close();
        assertThatThrownBy(() -> timers.scheduleOnce(SHORT, () -> {}, context))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(SchedulerException.class);
        assertThatThrownBy(() -> timers.scheduleAtFixedRate(SHORT, SHORT, () -> {}, context))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(SchedulerException.class);
    }

    @Test
    void whatMustBeDoneAtTheLatestIsDoneOnce() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Scheduler.TaskRunOnClose atTheLatest = () -> {
            done.add("once");
            ran.countDown();
        };
        timers.scheduleOnce(SHORT, atTheLatest, context);
        assertThat(ran.await(1, TimeUnit.MINUTES)).isTrue();
        timers.close();
        assertThat(done).containsExactly("once");
    }

    @Test
    void aTimerIsLateByAnEighthOfItsDelayAtMostAndNeverEarly() throws Exception {
        Seeds.each(2, seed -> {
            Random random = new Random(seed);
            for (int i = 0; i < 5_000; i++) {
                long now = random.nextLong() / 2;
                long delay = random.nextLong(Duration.ofDays(1).toNanos());
                long due = Timers.due(now, delay);
                assertThat(due).isBetween(now + delay, now + delay + delay / 8);
            }
        });
        assertThat(Timers.due(5, 0)).isEqualTo(5);
    }

    @Test
    void timersThatAreDueAtAboutTheSameTimeShareAWakeUp() {
        long second = Duration.ofSeconds(1).toNanos();
        assertThat(java.util.stream.LongStream.range(0, 1_000)
                        .map(i -> Timers.due(i * second / 1_000, second))
                        .distinct()
                        .count())
                .isLessThan(20);
    }
}
