package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResultBodyCodecTest {
    private static final String TEXT = "plain, Grüße, \u0000\u0007, 漢字, \uD83D\uDD25, \u2028";
    private static final StoredValue STORED = StoredValue.of(new byte[5]);
    private static final StoredValue OTHER = StoredValue.of(new byte[6]);
    private static final Failure FAILURE = new Failure(
            Failure.Kind.USER_CODE, "X", TEXT, 3, 7, List.of(new Failure.Frame("run", "Task1.groovy", 3)), TEXT);

    static LongStream seeds() {
        return Seeds.of(3);
    }

    private static ResultBody success() {
        Map<String, Payload> values = new LinkedHashMap<>();
        values.put("größe", Payload.of(new byte[] {0, -1, 127}));
        values.put("large", OTHER);
        values.put("again", STORED);
        values.put("more", OTHER);
        values.put("empty", Payload.of(new byte[0]));
        return new ResultBody(null, values, TEXT, "err");
    }

    private static ResultBody unpacked(Block block) {
        return ResultBodyCodec.unpack(block, List.of(OTHER, STORED));
    }

    @Test
    void aResultArrivesAsItWasMade() {
        ResultBody read = unpacked(ResultBodyCodec.pack(success()));
        assertThat(read).isEqualTo(success());
        assertThat(read.values().keySet())
                .as("in order")
                .containsExactlyElementsOf(success().values().keySet());
        ResultBody failed = new ResultBody(FAILURE, Map.of(), TEXT, "");
        assertThat(unpacked(ResultBodyCodec.pack(failed))).isEqualTo(failed);
        ResultBody least = new ResultBody(null, Map.of(), "", "");
        assertThat(unpacked(ResultBodyCodec.pack(least))).isEqualTo(least);
        assertThat(ResultBodyCodec.pack(least).size()).isLessThan(8);
    }

    @Test
    void theHeadTellsNothingButWhyItFailed() {
        Block quiet = ResultBodyCodec.failed(FAILURE);
        Block loud = ResultBodyCodec.pack(new ResultBody(FAILURE, Map.of(), "x".repeat(50_000), TEXT));
        assertThat(loud.beginning()).isEqualTo(quiet.beginning());
        assertThat(ResultBodyCodec.pack(success()).beginning().size()).isEqualTo(2);
    }

    @Test
    void whatHasFailedAfterAllKeepsItsOutputAndLosesItsValues() {
        AttemptResult result = AttemptResult.of(Outcome.SUCCEEDED, success(), 7);
        assertThat(result.values()).containsExactly(OTHER, STORED);
        AttemptResult failed = result.failed(FAILURE);
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.values()).isEmpty();
        assertThat(failed.error()).isEqualTo(FAILURE.summary());
        assertThat(failed.nanos()).isEqualTo(7);
        assertThat(ResultBodyCodec.unpack(failed.body(), failed.values()))
                .isEqualTo(new ResultBody(FAILURE, Map.of(), TEXT, "err"));
    }

    private static Block garbled(Block block, int at, int value) {
        byte[] bytes = block.bytes().clone();
        bytes[at] = (byte) value;
        return Block.of(bytes, block.head());
    }

    private static void assertMalformed(Block block, String words) {
        assertThatThrownBy(() -> unpacked(block))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(words);
    }

    @Test
    void whatCannotBeReadIsSaid() {
        Block block = ResultBodyCodec.pack(success());
        assertMalformed(garbled(block, 0, 2), "has version 2, and only 1 can be read");
        assertMalformed(garbled(block, 1, 2), "a flag is 0 or 1");
        Block failed = ResultBodyCodec.failed(FAILURE);
        assertMalformed(garbled(failed, 4, 'Z'), "there is no failure of kind UZER_CODE");
        assertThatThrownBy(() -> ResultBodyCodec.unpack(block, List.of()))
                .isInstanceOf(MalformedException.class)
                .hasMessage("there is no value 1 among 0");
    }

    private static TaskResult resultOf(Block body) {
        Origin origin = new Origin(Block.of(new byte[] {8}, 1), Block.of(new byte[] {7}, 1));
        FinishedTask task = new FinishedTask(7, TaskState.SUCCEEDED, 1, 2, 3, 4, 5, body, List.of(), List.of(), origin);
        return new TaskResult(task, Map.of());
    }

    @Test
    void whatCannotBeReadOfAResultIsNamedWithItsTask() {
        assertThatThrownBy(() -> resultOf(Block.of(new byte[] {9}, 1)))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining("the result of task 7 cannot be read: its form has version 9");
        TaskResult result = resultOf(ResultBodyCodec.failed(FAILURE));
        assertThat(result.failure()).isEqualTo(FAILURE);
        assertThatThrownBy(result::source).hasMessageContaining("the source of task 7 cannot be read: its form has");
        assertThatThrownBy(result::arguments)
                .hasMessageContaining("the arguments of task 7 cannot be read: its form has version 7");
    }

    @Test
    void whatEndsEarlyIsMalformedWhereverThatIs() {
        for (ResultBody body : List.of(success(), new ResultBody(FAILURE, Map.of(), TEXT, TEXT))) {
            Block block = ResultBodyCodec.pack(body);
            int read = body.failure() == null ? block.size() : block.size() - 1;
            for (int length = 0; length < read; length++) {
                Block cut = Block.of(Arrays.copyOf(block.bytes(), length), Math.min(block.head(), length));
                assertThatThrownBy(() -> unpacked(cut)).isInstanceOf(MalformedException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void garbledResultsAreReadOrMalformedAndNeverAnythingElse(long seed) {
        Random random = new Random(seed);
        for (ResultBody body : List.of(success(), new ResultBody(FAILURE, Map.of(), TEXT, TEXT))) {
            Block good = ResultBodyCodec.pack(body);
            for (int i = 0; i < 3_000; i++) {
                byte[] bytes = good.bytes().clone();
                for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                int head = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : good.head();
                try {
                    assertThat(unpacked(Block.of(bytes, head))).isNotNull();
                } catch (MalformedException e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }
}
