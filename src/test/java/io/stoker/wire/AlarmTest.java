package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.stoker.LoneCluster;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static ActorTestKit kit;
    private static ManualTime time;

    private final TestProbe<Object> told = kit.createTestProbe();
    private final CompletableFuture<Alarm> its = new CompletableFuture<>();
    /** Sets its alarm to what it is told, in seconds from the beginning, and tells when it wakes. */
    private final ActorRef<Object> actor = kit.spawn(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
        Alarm alarm = new Alarm(context.getSelf(), timers);
        its.complete(alarm);
        return Behaviors.receiveMessage(message -> {
            if (message instanceof Latch latch) {
                latch.await();
                return Behaviors.same();
            }
            if (message instanceof Alarm.Wake wake) {
                alarm.heard(wake);
            } else {
                int seconds = (Integer) message;
                alarm.set(seconds < 0 ? OptionalLong.empty() : OptionalLong.of(seconds * SECOND), 0);
            }
            told.ref().tell(message);
            return Behaviors.same();
        });
    })));

    /** Holds the actor up. */
    private static final class Latch extends CountDownLatch {
        Latch() {
            super(1);
        }
    }

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(ManualTime.config());
        time = ManualTime.get(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private void set(int seconds) {
        actor.tell(seconds);
        told.expectMessage(LoneCluster.LONG, seconds);
    }

    @Test
    void itWakesOnceAtTheEarliestThatWasWanted() {
        set(-1);
        set(5);
        set(9);
        set(3);
        time.expectNoMessageFor(Duration.ofMillis(2_900), told);
        time.timePasses(Duration.ofMillis(200));
        told.expectMessageClass(Alarm.Wake.class, LoneCluster.LONG);
        time.expectNoMessageFor(Duration.ofSeconds(20), told);
        set(4);
        time.timePasses(Duration.ofSeconds(5));
        told.expectMessageClass(Alarm.Wake.class, LoneCluster.LONG);
    }

    @Test
    void howeverOftenItIsRungTheActorIsToldOnceUntilItHasHeardAndWhatIsSetStays() {
        set(5);
        Latch latch = new Latch();
        actor.tell(latch);
        for (int i = 0; i < 3; i++) {
            its.join().ring();
        }
        latch.countDown();
        told.expectMessage(LoneCluster.LONG, new Alarm.Wake(false));
        its.join().ring();
        told.expectMessage(LoneCluster.LONG, new Alarm.Wake(false));
        time.timePasses(Duration.ofSeconds(6));
        told.expectMessage(LoneCluster.LONG, new Alarm.Wake(true));
        time.expectNoMessageFor(Duration.ofSeconds(20), told);
    }

    @Test
    void theEarlierOneOfTwoTicksIsFoundAlsoWhereTheyOverflowOrOneIsNever() {
        OptionalLong never = OptionalLong.empty();
        OptionalLong before = OptionalLong.of(Long.MAX_VALUE);
        OptionalLong after = OptionalLong.of(Long.MIN_VALUE);
        assertThat(Alarm.earlier(never, never)).isEmpty();
        assertThat(Alarm.earlier(never, after)).isEqualTo(after);
        assertThat(Alarm.earlier(after, never)).isEqualTo(after);
        assertThat(Alarm.earlier(after, before)).isEqualTo(before);
        assertThat(Alarm.earlier(before, after)).isEqualTo(before);
    }
}
