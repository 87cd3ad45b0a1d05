package io.stoker.wire.link;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.stoker.wire.Child;
import io.stoker.wire.Kits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopDispatcherTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Says on which thread it runs: at each message, and at those of a timer. */
    private static Behavior<String> teller(ActorRef<String> probe) {
        return Behaviors.withTimers(timers -> {
            timers.startSingleTimer("time", Duration.ofMillis(1));
            return Behaviors.receiveMessage(message -> {
                probe.tell(message + " on " + Thread.currentThread().getName());
                return Behaviors.same();
            });
        });
    }

    private static Behavior<Object> parent(ActorRef<String> probe) {
        return Behaviors.setup(context -> {
            Child.spawn(context, teller(probe), "one").tell("a");
            Child.spawn(context, teller(probe), "other").tell("a");
            return Behaviors.empty();
        });
    }

    private static String thread(String said) {
        return said.substring(said.indexOf(" on ") + " on ".length());
    }

    @Test
    void shouldRunActorsOnTheOneThreadOfTheConnections() {
        ActorTestKit kit = Kits.unjoined();
        try {
            TestProbe<String> probe = kit.createTestProbe();
            kit.spawn(parent(probe.ref()));
            assertThat(probe.receiveSeveralMessages(4, LONG))
                    .extracting(LoopDispatcherTest::thread)
                    .allMatch(name -> name.startsWith("stoker-link-"))
                    .containsOnly(thread(told(kit)));
        } finally {
            kit.shutdownTestKit();
        }
    }

    /** By one more actor. */
    private static String told(ActorTestKit kit) {
        TestProbe<String> probe = kit.createTestProbe();
        kit.spawn(parent(probe.ref()));
        return probe.receiveMessage(LONG);
    }

    @Test
    void shouldRunThemElsewhereWhereAkkaCarriesAllFrames() {
        ActorTestKit kit = Kits.unjoined(Map.of("stoker.channel.link", "akka"));
        try {
            assertThat(thread(told(kit))).doesNotStartWith("stoker-link-");
        } finally {
            kit.shutdownTestKit();
        }
    }
}
