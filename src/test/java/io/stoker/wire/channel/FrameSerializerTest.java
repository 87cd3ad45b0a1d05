package io.stoker.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import io.stoker.Seeds;
import io.stoker.task.Block;
import io.stoker.task.Packer;
import io.stoker.wire.Kits;
import io.stoker.wire.Samples;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import io.stoker.wire.guard.RefusedException;
import io.stoker.wire.packed.PackedItems;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameSerializerTest {
    private static final UUID SESSION = UUID.fromString("8d0f5a1e-0b8b-4cf5-9a52-5dbb1f0d8a01");
    /** In CBOR. */
    private static final byte EMPTY_LIST = (byte) 0x80;

    private static ActorTestKit kit;
    private static FrameSerializer serializer;

    @BeforeAll
    static void start() throws NotSerializableException {
        kit = Kits.unjoined();
        serializer = (FrameSerializer)
                SerializationExtension.get(Adapter.toClassic(kit.system())).serializerFor(Frame.class);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    static LongStream seeds() {
        return Seeds.of(3);
    }

    private static Frame<WireMessage> frame(List<WireMessage> items) {
        return new Frame<>(SESSION, 2, Long.MAX_VALUE - 1_000, 4L << 33, 300, true, false, items);
    }

    @Test
    void aFrameArrivesWithEveryKindOfItemAsItWasSent() {
        Frame<WireMessage> sent = frame(Samples.all(kit));
        Frame<WireMessage> arrived = kit.serializationTestKit().verifySerialization(sent, false);
        assertThat(arrived)
                .usingRecursiveComparison()
                .withEqualsForType(Block::equals, Block.class)
                .withEqualsForFieldsMatchingRegexes(Objects::equals, ".*(controller|engine|replyTo|from|direct)")
                .isEqualTo(sent);
    }

    @Test
    void aBufferOfEitherByteOrderTakesAndGivesAFrame() {
        Frame<WireMessage> sent = new Frame<>(new UUID(-1, Long.MIN_VALUE), 0, 1, 0, 0, false, true, List.of());
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1_000).order(order);
            serializer.toBinary(sent, buffer);
            assertThat(buffer.flip().order()).isEqualTo(order);
            assertThat(buffer.remaining())
                    .as("a frame that only acknowledges is small")
                    .isLessThan(40);
            assertThat(serializer.fromBinary(buffer, "f")).isEqualTo(sent);
            assertThat(buffer.remaining()).isZero();
        }
    }

    @Test
    void anItemThatCannotBeReadArrivesAsSuchAndTheOthersAsTheyAre() {
        WireMessage other = new ToController.GivesWay(true);
        WireMessage refused = new ToClient.Refused(1, 1, ToClient.Reason.PINNED, false, "");
        byte[] bytes = serializer.toBinary(frame(List.of(refused, other)));
        bytes[indexOf(bytes, "PINNED".getBytes(StandardCharsets.US_ASCII))] = 'X';
        Frame<?> arrived = (Frame<?>) serializer.fromBinary(bytes, "f");
        assertThat(arrived.items().get(0)).isInstanceOf(Unreadable.class);
        assertThat(arrived.items().get(1)).isEqualTo(other);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    @Test
    void aFrameOfALaterFormIsRefusedByItsForm() {
        byte[] bytes = serializer.toBinary(frame(List.of()));
        bytes[0] = 2 * 3; // as a Packer writes the number 3
        assertThatThrownBy(() -> serializer.fromBinary(bytes, "f"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("form 3");
    }

    @Test
    void whatHasAFormOfItsOwnIsNotTakenInAnother() throws NotSerializableException {
        WireMessage submit = new ToController.Submit(0, 1, false, List.of());
        var messages = (SerializerWithStringManifest)
                SerializationExtension.get(Adapter.toClassic(kit.system())).serializerFor(WireMessage.class);
        byte[] whole = messages.toBinary(submit);
        byte[] part = whole.clone();
        part[indexOf(part, "tellEnds".getBytes(StandardCharsets.US_ASCII)) + "tellEnds".length()] = EMPTY_LIST;
        assertThat(messages.fromBinary(part, messages.manifest(submit))).isInstanceOf(Unreadable.class);
        for (byte[] message : List.of(whole, part)) {
            byte[] head = serializer.toBinary(frame(List.of()));
            Packer out = new Packer();
            out.number(1);
            out.number(PackedItems.NONE);
            out.text(messages.manifest(submit));
            out.block(message);
            byte[] item = out.toBytes();
            byte[] bytes = Arrays.copyOf(head, head.length - 1 + item.length);
            System.arraycopy(item, 0, bytes, head.length - 1, item.length);
            assertThatThrownBy(() -> serializer.fromBinary(bytes, "f"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("a Submit has not come in its form");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void garbledFramesAreRefusedOrAreFramesAndNeverAnythingElse(long seed) {
        Random random = new Random(seed);
        byte[] good = serializer.toBinary(frame(List.of(
                new ToController.NodeExited("x", 7, "a", TestSecrets.PASS),
                new ToClient.Accepted(5, new long[] {1, 2, 3}))));
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextBoolean() ? good.length : random.nextInt(good.length));
            for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(serializer.fromBinary(bytes, "f")).isInstanceOf(Frame.class);
            } catch (RefusedException e) {
                assertThat(e).hasMessageContaining("a frame");
            }
        }
    }
}
