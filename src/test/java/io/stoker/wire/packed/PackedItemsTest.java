package io.stoker.wire.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.stoker.Seeds;
import io.stoker.task.AttemptId;
import io.stoker.task.Block;
import io.stoker.task.FinishedTask;
import io.stoker.task.MalformedException;
import io.stoker.task.Origin;
import io.stoker.task.Packer;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import io.stoker.task.Unpacker;
import io.stoker.task.Values;
import io.stoker.wire.Kits;
import io.stoker.wire.Samples;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedItemsTest {
    private static List<WireMessage> samples;

    @BeforeAll
    static void collect() {
        ActorTestKit kit = Kits.unjoined();
        samples = Samples.all(kit).stream()
                .filter(item -> PackedItems.code(item) != PackedItems.NONE)
                .toList();
        kit.shutdownTestKit();
    }

    @AfterAll
    static void forget() {
        samples = List.of();
    }

    static LongStream seeds() {
        return Seeds.of(3);
    }

    private static byte[] packed(WireMessage item) {
        Packer out = new Packer();
        PackedItems.pack(item, out);
        return out.toBytes();
    }

    /** With the length that the bytes have, whatever is in them. */
    private static WireMessage unpacked(WireMessage kind, byte[] content) {
        Packer out = new Packer();
        int begun = out.begin();
        for (byte one : content) {
            out.flag(false);
        }
        out.end(begun);
        byte[] bytes = out.toBytes();
        System.arraycopy(content, 0, bytes, Integer.BYTES, content.length);
        return PackedItems.unpack(PackedItems.code(kind), new Unpacker(bytes));
    }

    private static byte[] content(WireMessage item) {
        byte[] bytes = packed(item);
        return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    }

    @Test
    void everyItemThatHasAFormArrivesAsItWasSent() {
        assertThat(samples).hasSizeGreaterThanOrEqualTo(6);
        for (WireMessage item : samples) {
            assertThat(PackedItems.unpack(PackedItems.code(item), new Unpacker(packed(item))))
                    .as("%s", item)
                    .usingRecursiveComparison()
                    .withEqualsForType(Block::equals, Block.class)
                    .isEqualTo(item);
        }
    }

    @Test
    void anItemThatEndsEarlyIsUnreadableWhereverThatIs() {
        for (WireMessage item : samples) {
            byte[] content = content(item);
            for (int length = 0; length < content.length; length++) {
                assertThat(unpacked(item, Arrays.copyOf(content, length)))
                        .as("%d of %d bytes of %s", length, content.length, item)
                        .isInstanceOf(Unreadable.class);
            }
        }
    }

    @Test
    void anItemWithMoreThanItsPartsIsUnreadable() {
        WireMessage item = new ToClient.Accepted(1, new long[] {5});
        byte[] content = content(item);
        assertThat(unpacked(item, Arrays.copyOf(content, content.length + 3)).flaw())
                .isEqualTo("3 bytes are left over");
    }

    @Test
    void whatFollowsAnUnreadableItemIsReadAsIfNothingWere() {
        WireMessage first = new ToEngine.Assign(List.of());
        WireMessage second = new ToClient.Accepted(Long.MIN_VALUE, new long[] {Long.MAX_VALUE, 0, -1});
        byte[] bad = packed(first);
        bad[bad.length - 1] = 9; // so many assignments
        byte[] good = packed(second);
        byte[] bytes = Arrays.copyOf(bad, bad.length + good.length);
        System.arraycopy(good, 0, bytes, bad.length, good.length);
        Unpacker in = new Unpacker(bytes);
        assertThat(PackedItems.unpack(PackedItems.code(first), in)).isInstanceOf(Unreadable.class);
        assertThat(PackedItems.unpack(PackedItems.code(second), in))
                .usingRecursiveComparison()
                .withEqualsForType(Block::equals, Block.class)
                .isEqualTo(second);
        assertThat(in.left()).isZero();
    }

    /** The keys are known, so that the client is told, whatever is wrong with the tasks. */
    @Test
    void aSubmissionThatCannotBeReadIsRefusedUnderItsFirstKey() {
        TaskSpec spec = TestTasks.spec("a", Map.of(), List.of(), TaskOptions.NONE.withRetries(-1));
        Unreadable read = (Unreadable) unpacked(submit(spec), content(submit(spec)));
        assertThat(read.flaw()).contains("retries is -1");
        assertThat(((ToController.Keyed) read.rest()).refusal("why"))
                .isEqualTo(new ToClient.Refused(7, 0, ToClient.Reason.BROKEN_COMMAND, false, "why"));
    }

    private static ToController.Submit submit(TaskSpec spec) {
        return new ToController.Submit(3, 7, true, List.of(spec));
    }

    @Test
    void whatIsOutOfItsRangeCannotBeRead() {
        TaskOptions broken = TaskOptions.NONE.withDepend("RAM >");
        StoredValue negative = new StoredValue(new UUID(1, 2), -1, 0);
        assertUnreadable(submit(TestTasks.spec("", Map.of(), List.of(), broken)), "depend");
        assertUnreadable(submit(TestTasks.spec("", Map.of("x", negative), List.of(), TaskOptions.NONE)), "size is -1");
        assertUnreadable(
                new ToController.EngineReport(List.of(new AttemptId(-2, 1)), List.of()), "task is -2, but must be");
        Block shown = Block.of(new byte[Origin.MOST_BYTES + 1], Origin.MOST_BYTES + 1);
        assertUnreadable(submit(new TaskSpec(shown, Block.EMPTY, List.of(), TaskOptions.NONE)), "code.head is 4161");
        assertUnreadable(submit(new TaskSpec(Block.EMPTY, shown, List.of(), TaskOptions.NONE)), "arguments.head is");
    }

    private static void assertUnreadable(WireMessage item, String words) {
        assertThat(unpacked(item, content(item)))
                .isInstanceOfSatisfying(
                        Unreadable.class, read -> assertThat(read.reason()).contains(words));
    }

    /** A client allows fifty; who sends a million harms nobody. */
    @Test
    void recoveriesOfRecoveriesWithoutEndAreUnreadable() {
        byte[] one = content(submit(TestTasks.spec("")));
        TaskSpec two = TestTasks.spec("");
        byte[] nested = content(submit(TestTasks.spec("", Map.of(), List.of(), TaskOptions.NONE.withRecovery(two))));
        // The first task names its source; those inside name it again. What is between is what each adds.
        int head = one.length - 1;
        byte[] flags = Arrays.copyOfRange(nested, head, nested.length - 1);
        byte[] deep = Arrays.copyOf(one, head + 1_000_000 * flags.length + 1);
        for (int i = 0; i < 1_000_000; i++) {
            System.arraycopy(flags, 0, deep, head + i * flags.length, flags.length);
        }
        assertThat(unpacked(submit(two), deep)).isInstanceOf(Unreadable.class);
    }

    @Test
    void codeThatManyTasksHaveInCommonIsSentOnceAndIsOneObjectAfterwards() {
        String source = "x".repeat(10_000);
        List<TaskSpec> specs = IntStream.range(0, 10_000)
                .mapToObj(i -> TestTasks.spec(
                        source,
                        Map.of("name", Payload.of(Values.encode("name", i))),
                        List.of("name"),
                        TaskOptions.NONE))
                .toList();
        ToController.Submit many = new ToController.Submit(0, 1, false, specs);
        byte[] bytes = packed(many);
        assertThat(bytes.length).isLessThan(source.length() + 10_000 * 20);
        ToController.Submit read =
                (ToController.Submit) PackedItems.unpack(PackedItems.code(many), new Unpacker(bytes));
        Block code = read.specs().get(0).code();
        assertThat(read.specs())
                .allSatisfy(spec -> assertThat(spec.code()).isSameAs(code))
                .extracting(TaskSpec::arguments)
                .doesNotHaveDuplicates();
        assertThat(read.specs()).isEqualTo(specs);
    }

    @Test
    void theBeginningOfCodeIsSentOnceWithTheResultsOfManyTasksAndIsOneObjectAfterwards() {
        List<FinishedTask> tasks = IntStream.range(0, 1_000)
                .mapToObj(id -> finished(id, Origin.of(TestTasks.spec("x".repeat(10_000)))))
                .toList();
        ToClient.Results many = new ToClient.Results(tasks, List.of(), List.of());
        byte[] bytes = packed(many);
        assertThat(bytes.length).isLessThan(Origin.LONGEST_SOURCE + 1_000 * 30);
        ToClient.Results read = (ToClient.Results) PackedItems.unpack(PackedItems.code(many), new Unpacker(bytes));
        Block code = read.tasks().get(0).origin().code();
        assertThat(read.tasks())
                .allSatisfy(task -> assertThat(task.origin().code()).isSameAs(code));
    }

    private static FinishedTask finished(long id, Origin origin) {
        return TestTasks.finished(
                id, TaskState.SUCCEEDED, 1, 2, 3, 4, 5, new ResultBody(null, Map.of(), "", ""), List.of(), origin);
    }

    @Test
    void countsThatCannotBeAreRefusedBeforeAnythingIsAllocated() {
        Packer out = new Packer();
        out.number(Integer.MAX_VALUE);
        assertThatThrownBy(() -> new Unpacker(out.toBytes()).block())
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("2147483647 elements");
        assertThatThrownBy(() -> new Unpacker(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}).number())
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void numbersOfAllSizesArriveAsTheyWere(long seed) {
        Random random = new Random(seed);
        Packer out = new Packer();
        long[] numbers =
                random.longs(10_000).map(n -> n >> random.nextInt(Long.SIZE)).toArray();
        for (long number : numbers) {
            out.number(number);
        }
        Unpacker in = new Unpacker(out.toBytes());
        for (long number : numbers) {
            assertThat(in.number()).isEqualTo(number);
        }
        assertThat(in.left()).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void garbledItemsAreReadOrUnreadableAndNeverAnythingElse(long seed) {
        Random random = new Random(seed);
        for (WireMessage item : samples) {
            byte[] good = content(item);
            for (int i = 0; i < 500; i++) {
                byte[] bytes = good.clone();
                for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                WireMessage read = unpacked(item, bytes);
                assertThat(read).isInstanceOfAny(item.getClass(), Unreadable.class);
                if (!(read instanceof Unreadable)) {
                    PackedItems.pack(read, new Packer());
                }
            }
        }
    }
}
