package io.stoker.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.stoker.Seeds;
import io.stoker.task.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockReaderTest {
    private static final int LONGEST = 1_000;

    private final List<byte[]> blocks = new ArrayList<>();
    private final BlockReader reader = new BlockReader(LONGEST, blocks::add);
    private final EmbeddedChannel channel = new EmbeddedChannel(reader);

    static LongStream seeds() {
        return Seeds.of(5);
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldCutBlocksHoweverTheirBytesCome(long seed) {
        Random random = new Random(seed);
        ByteBuf all = Unpooled.buffer();
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] block = random(random, 1 + random.nextInt(random.nextBoolean() ? 20 : LONGEST));
            sent.add(block);
            all.writeInt(block.length).writeBytes(block);
        }
        while (all.isReadable()) {
            int length = Math.min(all.readableBytes(), 1 + random.nextInt(random.nextBoolean() ? 5 : 3_000));
            channel.writeInbound(all.readBytes(length));
        }
        assertThat(blocks).usingRecursiveComparison().isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000_000_000, Integer.MIN_VALUE, -1, 0, LONGEST + 1})
    void shouldTakeNoMemoryForALengthThatThereIsNot(int length) {
        assertThatThrownBy(() -> channel.writeInbound(Unpooled.buffer().writeInt(length)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(Integer.toUnsignedString(length) + " bytes, where there are 1000 at most");

        channel.writeInbound(Unpooled.buffer().writeInt(1).writeByte(7));
        assertThat(blocks).as("nothing is read after that").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldStopAtGarbage(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<byte[]> taken = new ArrayList<>();
            EmbeddedChannel next = new EmbeddedChannel(new BlockReader(LONGEST, taken::add));
            byte[] garbage = random(random, 1 + random.nextInt(3_000));
            try {
                next.writeInbound(Unpooled.wrappedBuffer(garbage));
            } catch (MalformedException e) {
                next.writeInbound(Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 1, 1}));
            }
            assertThat(taken.stream()
                            .mapToInt(block -> block.length + Integer.BYTES)
                            .sum())
                    .isLessThanOrEqualTo(garbage.length);
            assertThat(taken).allSatisfy(block -> assertThat(block).hasSizeBetween(1, LONGEST));
        }
    }

    @Test
    void shouldReadWithOtherBoundsFromTheNextBlockOn() {
        List<Integer> then = new ArrayList<>();
        BlockReader small = new BlockReader(1, blocks::add);
        EmbeddedChannel changing = new EmbeddedChannel(small);
        changing.writeInbound(Unpooled.buffer().writeInt(1).writeByte(1));
        small.become(3, block -> then.add(block.length));
        changing.writeInbound(Unpooled.buffer().writeInt(3).writeZero(3));
        assertThat(blocks).hasSize(1);
        assertThat(then).containsExactly(3);
    }

    @Test
    void shouldGiveBackTheMemoryOfWhatHasCome() {
        ByteBuf come = Unpooled.buffer().writeInt(2_000_000_000).writeZero(100);
        assertThatThrownBy(() -> channel.writeInbound(come)).isInstanceOf(MalformedException.class);
        assertThat(come.refCnt()).isZero();
    }
}
