package io.stoker.wire;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.stoker.task.Payload;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GateTest {
    private static ActorTestKit kit;

    private final TestProbe<Object> behind = kit.createTestProbe();
    private final TestProbe<ToCaller> caller = kit.createTestProbe(ToCaller.class);
    private final ActorRef<Object> actor = kit.spawn(Gate.before(Behaviors.receiveMessage(m -> {
        behind.ref().tell(m);
        return Behaviors.same();
    })));

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private ToDirect.Keys call(long number, long acknowledged) {
        return new ToDirect.Keys(new ToDirect.Line(1, "engine", "caller", acknowledged), number, caller.ref());
    }

    @Test
    void whatIsAsItShouldBePassesAndSoDoesWhatIsNoMessageOfAnotherJvm() {
        actor.tell("private");
        actor.tell(call(1, 0));
        behind.expectMessage(LONG, "private");
        behind.expectMessage(LONG, call(1, 0));
    }

    @Test
    void aMalformedCallIsAnsweredWithWhatIsWrongAndGoesNoFurther() {
        actor.tell(call(3, 3));
        assertThat(caller.receiveMessage(LONG)).isInstanceOfSatisfying(ToCaller.Answered.class, answer -> {
            assertThat(answer.number()).isEqualTo(3);
            assertThat(answer.failure()).isNotNull();
            assertThat(answer.failure().text()).contains("a malformed Keys: line.acknowledged is 3");
        });
        actor.tell("next");
        behind.expectMessage(LONG, "next");
    }

    @Test
    void whatSaysNobodyToTellIsLetGo() {
        actor.tell(new ToDirect.Push(null, 1, Map.<String, Payload>of(), null));
        actor.tell(new ToEngine.Assign(1, null));
        actor.tell(new ToTransfer.Chunk(null, -1, null));
        actor.tell(new ToClient.StatusAnswer(1, null, 0));
        actor.tell(new ToMember.Keep(1, null, null));
        actor.tell("next");
        behind.expectMessage(LONG, "next");
    }

    @Test
    void whatIsSaidOfItIsNotAsLongAsItIs() {
        String name = "x".repeat(100_000);
        Map<String, Payload> values = new HashMap<>();
        values.put(name, null);
        actor.tell(new ToDirect.Push(new ToDirect.Line(1, "engine", "caller", 0), 1, values, caller.ref()));
        assertThat(caller.receiveMessage(LONG))
                .isInstanceOfSatisfying(
                        ToCaller.Answered.class,
                        answer -> assertThat(answer.failure().text()).hasSizeLessThan(2_000));
    }
}
