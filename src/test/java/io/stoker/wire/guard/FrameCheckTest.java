package io.stoker.wire.guard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCheckTest {
    private static final int LONGEST = 512 << 10;
    private static final byte[] OPENING = {'A', 'K', 'K', 'A', 2};
    private static final String NODE = "akka://stoker@127.0.0.1:10113";
    private static final String CONTROLLER = NODE + "/user/controller#-5";

    static LongStream seeds() {
        return Seeds.of(20);
    }

    private static byte[] frame(String recipient, int serializer, String manifest, int bytes) {
        return RawPeer.frame(1, NODE + "/user/client", recipient, serializer, manifest, new byte[bytes]);
    }

    private static byte[] connection(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(OPENING);
        for (byte[] frame : frames) {
            all.writeBytes(length(frame.length));
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array();
    }

    private static void look(byte[] bytes) {
        new FrameCheck(LONGEST).look(ByteBuffer.wrap(bytes));
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatThrownBy(() -> look(bytes))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> {
                    FrameCheck check = new FrameCheck(LONGEST);
                    for (byte one : bytes) {
                        check.look(ByteBuffer.wrap(new byte[] {one}));
                    }
                })
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldLetPassWhatNodesSendHoweverItIsCut(long seed) {
        byte[] bytes = connection(
                frame("", 17, "d", 40),
                frame(CONTROLLER, 33, "io.stoker.wire.ToController$Heartbeat", 3_000),
                frame(CONTROLLER, 7_305_001, "f", 0),
                frame(NODE + "/system/remote-watcher", 17, "", 1),
                frame(NODE + "/user/values-1", 7_305_001, "f", LONGEST - 200));
        Random random = new Random(seed);
        FrameCheck check = new FrameCheck(LONGEST);
        for (int from = 0, to; from < bytes.length; from = to) {
            to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 40 : 20_000));
            ByteBuffer part = ByteBuffer.wrap(bytes, from, to - from);
            assertThatCode(() -> check.look(part)).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> check.look(ByteBuffer.wrap(length(-1)))).isInstanceOf(RefusedException.class);
    }

    @Test
    void shouldRefuseAConnectionThatDoesNotBeginAsThoseOfNodesDo() {
        assertRefused("GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "does not begin");
        assertRefused(new byte[] {'A', 'K', 'K', 'A', 4}, "stream");
        assertRefused(new byte[] {'A', 'K', 'K', 'A', -1}, "stream");
    }

    @Test
    void shouldRefuseAFrameByItsLengthBeforeItHasCome() {
        for (int length : new int[] {0, 27, LONGEST + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(OPENING);
            bytes.writeBytes(length(length));
            assertRefused(bytes.toByteArray(), "a frame of " + length + " bytes");
        }
    }

    @Test
    void shouldRefuseAPathOrNameThatIsTooLong() {
        assertRefused(connection(frame(NODE + "/user" + "/a".repeat(600), 33, "x", 0)), "characters");
        assertRefused(connection(frame(CONTROLLER, 33, "x".repeat(257), 0)), "characters");
        byte[] negative = frame(CONTROLLER, 33, "x", 0);
        negative[28] = -1;
        negative[29] = -1;
        assertRefused(connection(negative), "-1 characters");
    }

    @Test
    void shouldRefuseAMessageForNobodyOrBelowRemote() {
        assertRefused(connection(frame("", 33, "x", 0)), "for nobody");
        assertRefused(connection(frame(NODE + "/remote/x", 33, "x", 0)), "another node has made here");
        assertRefused(connection(frame(NODE + "/remote", 3, "", 0)), "another node has made here");
    }

    @Test
    void shouldRefuseAHeaderThatDoesNotFitIntoItsFrame() {
        byte[] whole = frame(CONTROLLER, 33, "x", 0);
        byte[] cut = java.util.Arrays.copyOf(whole, 40);
        assertRefused(connection(cut), "does not fit");
        byte[] metadata = frame(CONTROLLER, 33, "x", 0);
        metadata[1] = 1;
        assertRefused(connection(metadata), "metadata");
    }
}
