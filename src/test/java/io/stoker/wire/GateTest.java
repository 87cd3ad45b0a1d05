package io.stoker.wire;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.stoker.task.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class GateTest {
    private static ActorTestKit kit;

    private final TestProbe<Object> behind = kit.createTestProbe();
    private final TestProbe<WireMessage> caller = kit.createTestProbe(WireMessage.class);
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

    private ToDirect.Open open(String name) {
        return new ToDirect.Open(new UUID(1, 2), false, 1, "engine", name, TestSecrets.PASS, caller.ref());
    }

    @Test
    void whatIsAsItShouldBePassesAndSoDoesWhatIsNoMessageOfAnotherJvm() {
        actor.tell("private");
        actor.tell(open("caller"));
        behind.expectMessage(LONG, "private");
        behind.expectMessage(LONG, open("caller"));
    }

    @Test
    void aMalformedMessageIsAnsweredWithWhatIsWrongAndGoesNoFurther() {
        actor.tell(open(" "));
        assertThat(caller.receiveMessage(LONG)).isInstanceOfSatisfying(ToCaller.Refused.class, refused -> {
            assertThat(refused.session()).isEqualTo(new UUID(1, 2));
            assertThat(refused.failure().text()).contains("a malformed Open: caller is ' '");
        });
        actor.tell("next");
        behind.expectMessage(LONG, "next");
    }

    @Test
    void whatSaysNobodyToTellIsLetGo() {
        actor.tell(new ToDirect.Open(new UUID(1, 2), false, 1, "engine", "caller", null, null));
        actor.tell(new ToDirect.Push(null));
        actor.tell(new ToEngine.Identify(1, null, 1, null, null, null));
        actor.tell(new ToValueServer.Open(null, false, null, null, null));
        actor.tell(new ToClient.StatusAnswer(1, null, 0));
        actor.tell(new ToMember.HeartbeatAck(1, null, null, null, null, null, "", 0));
        actor.tell("next");
        behind.expectMessage(LONG, "next");
    }

    @Test
    void whatIsSaidOfItIsNotAsLongAsItIs() {
        String name = "x".repeat(100_000);
        Map<String, Payload> values = new HashMap<>();
        values.put(name, null);
        List<String> told = new ArrayList<>();
        assertThat(new Gate(LoggerFactory.getLogger(GateTest.class)).admits(new ToDirect.Push(values), told::add))
                .isFalse();
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("a malformed Push: values[xxx")
                .hasSizeLessThan(2_000);
    }
}
