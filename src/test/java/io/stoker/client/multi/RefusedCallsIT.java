package io.stoker.client.multi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.TestCluster;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.ValueTooLargeException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Direct calls that are refused before anything is sent, and what they say. */
class RefusedCallsIT {

    private static TestCluster cluster;
    private static MultiEngineClient mec;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(1);
        mec = cluster.connect(1).multiEngineClient();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void reset() {
        mec.reset();
    }

    @Test
    void whatCannotBeSentIsRefusedBeforeAnythingIs() {
        assertThatThrownBy(() -> mec.push(Map.of("a", 1, "t", new Thread())))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessageContaining("java.lang.Thread");
        assertThatThrownBy(() -> mec.push("not a name", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mec.pull("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mec.scatter("a", "text"))
                .hasMessage("scatter takes lists and arrays, not a java.lang.String");
        assertThatThrownBy(() -> mec.execute("a".repeat(140_000))).hasMessageContaining("stoker.inline-limit");
        assertThatThrownBy(() -> mec.push(numbered(20_000)))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("the names and values of push take")
                .hasMessageContaining("stoker.inline-limit");
        assertThatThrownBy(() -> mec.setProperties(Map.of("text", "a".repeat(5_000))))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("the property 'text'");
        assertThatThrownBy(() -> mec.setProperties(Collections.singletonMap("gpu", null)))
                .hasMessage("the property 'gpu' cannot be null; delProperties removes one");
        assertThat(mec.keys()).containsOnly(List.of());
        mec.execute("t = new Thread()");
        assertThatThrownBy(() -> mec.pull("t"))
                .hasMessageContaining("[0:pull]")
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void namesThatNoSourceCouldReadAreRefused() {
        for (String name : List.of("null", "this", "class", "def", "String", "a\0b", "a\u001bb", "a\u202eb")) {
            List<ThrowingCallable> calls = List.of(
                    () -> mec.push(name, 1),
                    () -> mec.push(Map.of("a", 1, name, 1)),
                    () -> mec.pull(name),
                    () -> mec.pull(List.of("a", name)),
                    () -> mec.zipPull(List.of(name)),
                    () -> mec.scatter(name, List.of(1)),
                    () -> mec.gather(name),
                    () -> mec.pushFunction(name, "{ 1 }"),
                    () -> mec.pullFunction(name));
            assertThat(calls)
                    .allSatisfy(call -> assertThatThrownBy(call)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("' is not one: it "));
        }
        assertThatThrownBy(() -> mec.setProperties(Map.of("and", 1))).hasMessageContaining("'and' is not");
        assertThatThrownBy(() -> mec.delProperties(List.of("a\0b"))).hasMessageContaining("U+0000");
        assertThatThrownBy(() -> mec.hasProperties(List.of("a b"))).hasMessageContaining("'a b' is not one");
        assertThat(mec.keys()).containsOnly(List.of());
    }

    @Test
    void aRefusalNamesTheValueInTheWordsOfTheCall() {
        List<Object> four = Arrays.asList(1, 2, 3, new Thread());
        assertThatThrownBy(() -> mec.push("p", four)).hasMessageStartingWith("cannot push 'p': p[3] is a java.lang.Th");
        assertThatThrownBy(() -> mec.scatter("s", four)).hasMessageStartingWith("cannot scatter 's': s[3] is a java");
        assertThatThrownBy(() -> mec.scatter("s", four, true)).hasMessageStartingWith("cannot scatter 's': s[3] is a");
        assertThatThrownBy(() -> mec.map("{ it }", four))
                .hasMessageStartingWith("cannot map: element 3 of the sequence is a java.lang.Thread");
        assertThatThrownBy(() -> mec.map("{ a, b -> a }", four, four))
                .hasMessageStartingWith("cannot map: element 3 of sequence 1 is a java.lang.Thread");
        assertThatThrownBy(() -> mec.map("{ it == 4 ? new Thread() : it }", List.of(1, 2, 3, 4)))
                .hasMessageContaining("cannot bring the results of map: the result of element 3 is a java.lang.Thread");
        assertThatThrownBy(() -> mec.map("{ 1 / it }", List.of(1, 2, 3, 0)))
                .hasMessageContaining("at element 3, of [0]: Division by zero");
        assertThatThrownBy(() -> mec.setProperties(Map.of("t", new Thread())))
                .hasMessageStartingWith("cannot set the property 't': t is a java.lang.Thread");
        Map<Object, Object> keys = new LinkedHashMap<>(Map.of("a", 1));
        keys.put(new StringBuilder("a"), 2);
        assertThatThrownBy(() -> mec.map("{ it }", List.of(1, keys)))
                .hasMessageStartingWith("cannot map: element 1 of the sequence has the keys 'a' (java.lang.String)");
    }

    @Test
    void whatIsLargerThanAnyLimitIsRefusedBeforeItIsThere() {
        List<Integer> huge = Collections.nCopies(2_000_000_000, 1);
        assertThatThrownBy(() -> mec.push("p", huge)).isInstanceOf(ValueTooLargeException.class);
        assertThatThrownBy(() -> mec.scatter("s", huge)).isInstanceOf(ValueTooLargeException.class);
        assertThatThrownBy(() -> mec.map("{ it }", huge)).isInstanceOf(ValueTooLargeException.class);
        mec.execute("r = 1..2_000_000_000");
        assertThatThrownBy(() -> mec.pull("r"))
                .hasMessageContaining("ValueTooLarge: cannot pull 'r': r has 2000000000 elements");
        assertThat(mec.execute("r").get(0).display()).isEqualTo("1..2000000000");
    }

    private static Map<String, Integer> numbered(int n) {
        return IntStream.range(0, n).boxed().collect(Collectors.toMap(i -> "name" + i, i -> i));
    }
}
