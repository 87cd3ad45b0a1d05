package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BodyCodecTest {
    private static final String TEXT = "plain, Grüße, \u0000\u0007, 漢字, \uD83D\uDD25, \u2028";
    private static final StoredValue STORED = StoredValue.of(new byte[5]);
    private static final StoredValue OTHER = StoredValue.of(new byte[6]);

    static LongStream seeds() {
        return Seeds.of(3);
    }

    private static SourceBody body() {
        Map<String, Payload> arguments = new LinkedHashMap<>();
        arguments.put("größe", Payload.of(Values.encode("größe", TEXT)));
        arguments.put("large", Payload.of(new byte[2_000]));
        arguments.put("stored", STORED);
        arguments.put("empty", Payload.of(new byte[0]));
        arguments.put("other", OTHER);
        arguments.put("again", STORED);
        for (int i = 0; i < 300; i++) { // not all of their names can be shown
            arguments.put("n" + i, i % 2 == 0 ? STORED : Payload.of(new byte[] {(byte) i}));
        }
        return new SourceBody(TEXT.repeat(200), arguments, List.of("b", "größe"));
    }

    private static FunctionBody function(Map<String, Payload> arguments, StoredValue... bundles) {
        Map<String, Payload> all = new LinkedHashMap<>(arguments);
        all.put(FunctionBody.FUNCTION, Payload.of(new byte[300]));
        return new FunctionBody(TEXT, new Code("client", new UUID(3, 4), List.of(bundles)), all, List.of("b"));
    }

    private static void assertArrives(Body body) {
        TaskSpec spec = BodyCodec.spec(body, TaskOptions.NONE);
        Body read = BodyCodec.body(spec);
        assertThat(read).isEqualTo(body);
        assertThat(read.arguments().keySet())
                .as("in order")
                .containsExactlyElementsOf(body.arguments().keySet());
        Set<StoredValue> stored = Payload.stored(body.arguments());
        if (body instanceof FunctionBody function) {
            stored.addAll(function.code().bundles());
        }
        assertThat(spec.values()).containsExactlyElementsOf(stored);
    }

    @Test
    void aTaskIsMadeAgainOfItsSpecAndCanBeChanged() {
        Task recovery = Task.of("c = 0").pull("c");
        TaskOptions options =
                TaskOptions.NONE.withRetries(2).withDepend("RAM > 1").withLabel("k", "v");
        TaskSpec spec = BodyCodec.spec(body(), options.withRecovery(TestTasks.spec(recovery)));

        Task again = Task.of(spec);
        assertThat(again.body()).isEqualTo(body());
        assertThat(again.options()).isEqualTo(options);
        assertThat(again.recovery())
                .hasValueSatisfying(task -> assertThat(task.body()).isEqualTo(recovery.body()));
        Task edited = again.source("b = 1").push("stored", 7).pull("more").retries(0);
        assertThat(edited.body().text()).isEqualTo("b = 1");
        assertThat(edited.body().arguments())
                .hasSameSizeAs(body().arguments())
                .containsEntry("stored", Payload.of(Values.encode("stored", 7)))
                .containsEntry("again", STORED);
        assertThat(edited.body().pull()).containsExactly("b", "größe", "more");
        assertThat(edited.options()).isEqualTo(options.withRetries(0));
        assertThat(edited.recovery()).isPresent();
        Task function = Task.of(BodyCodec.spec(function(Map.of("x", STORED), OTHER), options));
        assertThat(function.push("y", 1).body().arguments()).containsKeys("x", "y", FunctionBody.FUNCTION);
        assertThatThrownBy(() -> function.source("a = 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a task that calls a function has no source");
    }

    @Test
    void aFunctionArrivesWithTheNamesOfItsBundlesWhichTheStoreIsToKeep() {
        assertArrives(function(Map.of()));
        assertArrives(function(Map.of("x", STORED), STORED, OTHER));
        assertArrives(function(body().arguments(), OTHER));
    }

    @Test
    void aFunctionWithoutItsBytesOrWithoutItsBundlesNamesIsMalformed() {
        TaskSpec good = BodyCodec.spec(function(Map.of(), OTHER), TaskOptions.NONE);
        assertMalformed(with(good.code()), "the function itself is missing");
        byte[] code = good.code().bytes().clone();
        code[code.length - 1] = 'x'; // of the bundle's checksum
        assertMalformed(
                new TaskSpec(Block.of(code, good.code().head()), good.arguments(), good.values(), good.options()),
                "a bundle of classes has no name");
    }

    @Test
    void aFunctionThatWasNotWrittenCannotTravel() {
        Body live = Task.call(() -> 1).body();
        assertThatThrownBy(() -> BodyCodec.code(live)).hasMessageContaining("written before it can travel");
    }

    @Test
    void aBodyArrivesAsItWasMade() {
        assertArrives(body());
        assertArrives(new SourceBody(TEXT, Map.of("x", STORED), List.of()));
        assertArrives(new SourceBody("", Map.of(), List.of("y")));
        assertArrives(new SourceBody("", Map.of(), List.of()));
    }

    @Test
    void ofTasksWithoutArgumentsOneBlockSaysSo() {
        assertThat(TestTasks.spec("a").arguments()).isSameAs(Block.EMPTY);
        assertThat(TestTasks.spec("b").values()).isSameAs(TestTasks.spec("a").values());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bodiesOfAnyKindArriveAsTheyWereMade(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Map<String, Payload> arguments = new LinkedHashMap<>();
            for (int n = random.nextInt(8); n > 0; n--) {
                Payload value = random.nextInt(4) == 0 ? STORED : Payload.of(new byte[random.nextInt(1_500)]);
                arguments.put(random.nextInt(8) == 0 ? "x".repeat(random.nextInt(1_000)) : "n" + n, value);
            }
            String source = TEXT.substring(0, random.nextInt(16)).repeat(random.nextInt(600));
            assertArrives(new SourceBody(source, arguments, random.nextBoolean() ? List.of() : List.of("a", "b")));
        }
    }

    private static void assertMalformed(TaskSpec spec, String words) {
        assertThatThrownBy(() -> BodyCodec.body(spec))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(words);
    }

    private static TaskSpec with(Block code) {
        return new TaskSpec(code, Block.EMPTY, List.of(), TaskOptions.NONE);
    }

    private static TaskSpec withArguments(Block arguments) {
        return new TaskSpec(BodyCodec.code(body()), arguments, List.of(STORED, OTHER), TaskOptions.NONE);
    }

    private static Block garbled(Block block, int at, int value) {
        byte[] bytes = block.bytes().clone();
        bytes[at] = (byte) value;
        return Block.of(bytes, block.head());
    }

    @Test
    void whatIsNotOfThisVersionIsSaidToBeSo() {
        Block code = BodyCodec.code(body());
        assertMalformed(with(garbled(code, 0, 2)), "has version 2, and only 1 can be read");
        assertMalformed(with(garbled(code, 1, 9)), "no code of kind 9");
        assertMalformed(with(garbled(code, 5, 9)), "a text of");
        assertMalformed(with(Block.EMPTY), "1 bytes are needed, and 0 are left");
        Block arguments = BodyCodec.spec(body(), TaskOptions.NONE).arguments();
        assertMalformed(withArguments(garbled(arguments, 0, 3)), "has version 3");
    }

    @Test
    void referencesAndNamesAreWhatTheyShouldBe() {
        TaskSpec spec = BodyCodec.spec(new SourceBody("", Map.of("a", STORED), List.of()), TaskOptions.NONE);
        TaskSpec none = new TaskSpec(spec.code(), spec.arguments(), List.of(), TaskOptions.NONE);
        assertMalformed(none, "there is no value 1 among 0");
        Map<String, Payload> two = new LinkedHashMap<>();
        two.put("a", Payload.of(new byte[0]));
        two.put("b", Payload.of(new byte[0]));
        Block arguments = BodyCodec.spec(new SourceBody("", two, List.of()), TaskOptions.NONE)
                .arguments();
        int secondName = arguments.head() - 2;
        assertMalformed(withArguments(garbled(arguments, secondName, 'a')), "two values 'a'");
        assertMalformed(withArguments(garbled(arguments, 1, 6)), "3 arguments were announced, and there are 2");
    }

    @Test
    void whatEndsEarlyIsMalformedWhereverThatIs() {
        TaskSpec spec = BodyCodec.spec(body(), TaskOptions.NONE);
        for (int length = 0; length < spec.code().size(); length++) {
            assertThatThrownBy(cut(spec.code(), length, BodyCodecTest::with)).isInstanceOf(MalformedException.class);
        }
        for (int length = 1; length < spec.arguments().size(); length++) {
            assertThatThrownBy(cut(spec.arguments(), length, BodyCodecTest::withArguments))
                    .isInstanceOf(MalformedException.class);
        }
    }

    private static ThrowingCallable cut(Block block, int length, Function<Block, TaskSpec> spec) {
        Block cut = Block.of(Arrays.copyOf(block.bytes(), length), Math.min(block.head(), length));
        return () -> BodyCodec.body(spec.apply(cut));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void garbledBodiesAreReadOrMalformedAndNeverAnythingElse(long seed) {
        Random random = new Random(seed);
        TaskSpec source = BodyCodec.spec(body(), TaskOptions.NONE);
        TaskSpec function = BodyCodec.spec(function(Map.of("x", STORED), STORED, OTHER), TaskOptions.NONE);
        for (int i = 0; i < 3_000; i++) {
            TaskSpec good = random.nextBoolean() ? source : function;
            TaskSpec spec = new TaskSpec(
                    garbled(good.code(), random), garbled(good.arguments(), random), good.values(), good.options());
            try {
                assertThat(BodyCodec.body(spec)).isNotNull();
                assertThat(BodyCodec.shownText(spec.code().beginning())).isNotNull();
            } catch (MalformedException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    private static Block garbled(Block block, Random random) {
        byte[] bytes = block.bytes().clone();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            bytes[random.nextInt(random.nextBoolean() ? 64 : bytes.length)] = (byte) random.nextInt();
        }
        int head = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : block.head();
        return Block.of(bytes, head);
    }

    @Test
    void aBlockIsEqualToOneOfTheSameBytesAndHead() {
        Block block = Block.of(new byte[] {1, 2, 3}, 2);
        assertThat(block)
                .isEqualTo(Block.of(new byte[] {1, 2, 3}, 2))
                .hasSameHashCodeAs(Block.of(new byte[] {1, 2, 3}, 2))
                .isNotEqualTo(Block.of(new byte[] {1, 2, 3}, 1))
                .isNotEqualTo(Block.of(new byte[] {1, 2, 4}, 2));
        assertThat(block.beginning())
                .isEqualTo(Block.of(new byte[] {1, 2}, 2))
                .isSameAs(block.beginning())
                .isSameAs(block.beginning().beginning());
        assertThatThrownBy(() -> Block.of(new byte[1], 2)).hasMessage("a head of 2 bytes is not in 1 bytes");
    }
}
