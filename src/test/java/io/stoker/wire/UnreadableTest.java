package io.stoker.wire;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stoker.task.StoredValue;
import io.stoker.wire.guard.RefusedException;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages as other makers' programs may send them: something in them is not what it should be. */
class UnreadableTest {
    private static final StoredValue STORED = StoredValue.of(new byte[] {1, 2, 3});

    private static ActorTestKit kit;
    private static WireSerializer serializer;

    @BeforeAll
    static void start() {
        kit = Kits.unjoined();
        serializer = new WireSerializer((ExtendedActorSystem) Adapter.toClassic(kit.system()), "jackson-cbor");
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    /** What arrives of the message when something in it was changed on the way. */
    private static Object arrived(WireMessage message, Consumer<ObjectNode> change) throws IOException {
        var mapper = serializer.objectMapper();
        var serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
        ObjectNode tree =
                (ObjectNode) mapper.readTree(serialization.serialize(message).get());
        change.accept(tree);
        return serialization
                .deserialize(mapper.writeValueAsBytes(tree), serializer.identifier(), serializer.manifest(message))
                .get();
    }

    private static Unreadable unreadable(WireMessage message, Consumer<ObjectNode> change) throws IOException {
        Object arrived = arrived(message, change);
        assertThat(arrived).isInstanceOf(Unreadable.class);
        return (Unreadable) arrived;
    }

    @Test
    void aUuidThatIsNoneIsRefusedToWhoHasSentIt() throws IOException {
        TestProbe<WireMessage> client = kit.createTestProbe(WireMessage.class);
        ToValueServer.Open open =
                new ToValueServer.Open(STORED.id(), false, new UUID(1, 2), TestSecrets.PASS, client.ref());
        Unreadable nobodys = unreadable(open, tree -> tree.put("session", "no UUID"));
        assertThat(nobodys.flaw()).contains("session cannot be read");
        assertThat(nobodys.kind()).isEqualTo("Open");
        assertThat(nobodys.refuse("why")).as("it does not say which session").isFalse();

        Unreadable other = unreadable(open, tree -> tree.put("client", "no UUID"));
        assertThat(other.refuse("why")).isTrue();
        assertThat(client.receiveMessage(LONG)).isEqualTo(new ToValueClient.SessionRefused(STORED.id(), "why"));
    }

    @Test
    void aCommandInWhichSomethingCannotBeReadIsRefusedUnderItsKeys() throws IOException {
        Unreadable arrived = unreadable(
                new ToController.Pin(0, 7, new long[] {1, 2}, true), tree -> tree.put("ranges", "no numbers"));
        assertThat(arrived.flaw()).contains("ranges cannot be read");
        assertThat(((ToController.Keyed) arrived.rest()).refusal("why"))
                .isEqualTo(new ToClient.Refused(7, 1, ToClient.Reason.BROKEN_COMMAND, false, "why"));
    }

    @Test
    void aQuestionInWhichSomethingCannotBeReadIsAnsweredUnderItsNumber() throws IOException {
        Question.AskTask question = new Question.AskTask(9, 1);
        Unreadable arrived = unreadable(question, tree -> tree.put("task", "all"));
        assertThat(((Question) arrived.rest()).refusal("why")).isEqualTo(new ToClient.NoAnswer(9, "why"));
    }

    @Test
    void whatIsMissingIsMissingAndNotUnreadable() throws IOException {
        ToController.Watch watch = new ToController.Watch(new long[] {1, 2}, true);
        Object arrived = arrived(watch, tree -> tree.remove("ranges"));
        assertThat(arrived)
                .isInstanceOfSatisfying(
                        ToController.Watch.class,
                        whole -> assertThat(whole.flaw()).isEqualTo("ranges is missing"));
    }

    @Test
    void whatIsNoMessageOfOursIsNotRead() {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[] {1}, "java.util.ArrayList"))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> serializer.fromBinary(new byte[] {(byte) 0xff}, Question.AskStatus.class.getName()))
                .isInstanceOf(RefusedException.class);
    }
}
