package io.stoker.task;

import static io.stoker.task.Sent.assertRefused;
import static io.stoker.task.Sent.assertSent;
import static io.stoker.task.Sent.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be sent, and what the caller is told of it. */
class UnsendableValuesTest {

    @Test
    void whatCannotTravelIsNamedWithThePathToIt() {
        Map<String, Object> inner = Map.of("owner", new Thread());
        assertRefused(Arrays.asList(1, null, inner))
                .hasMessage("cannot send 'p': p[2].owner is a java.lang.Thread, "
                        + "which cannot be sent; send its contents as numbers, texts, lists or maps"
                        + " (docs/task-interface.md lists what can be sent)");
        assertRefused(Map.of("a b", new AtomicInteger()))
                .hasMessageContaining("p['a b'] is a java.util.concurrent.atomic.AtomicInteger");
        assertRefused(Map.of(7, new Object[0])).hasMessageContaining("p[7] is a java.lang.Object[]");
        assertRefused(Map.of(new ArrayDeque<>(), 1)).hasMessageContaining("p.keys[0] is a java.util.ArrayDeque");
        assertRefused(new java.sql.Timestamp(0)).hasMessageContaining("p is a java.sql.Timestamp");
    }

    @Test
    void aValueInsideItselfIsRefused() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", List.of(map));
        assertRefused(List.of(0, map))
                .hasMessage(
                        "cannot send 'p': p[1].self[0] is p[1] again, so it contains itself; send it without that part");
    }

    @Test
    void theSameListTwiceIsNoCycle() {
        List<Integer> twice = List.of(1);
        assertSent(List.of(twice, twice));
    }

    @Test
    void aHundredLevelsTravelAndOneMoreIsRefused() {
        Object value = 1;
        for (int i = 0; i < Values.MAX_DEPTH; i++) {
            value = List.of(value);
        }
        assertSent(value);
        assertRefused(List.of(value))
                .hasMessageStartingWith("cannot send 'p': p[0][0]")
                .hasMessageContaining(" is nested deeper than 100 levels");
    }

    static List<Arguments> meeting() {
        Map<Object, Object> identity = new IdentityHashMap<>();
        identity.put(new String("k"), 1);
        identity.put(new String("k"), 2);
        List<Integer> grown = new ArrayList<>(List.of(1));
        Map<Object, Object> changed = new HashMap<>(Map.of(List.of(1, 2), 1, grown, 2));
        grown.add(2);
        Date moved = new Date(1);
        Set<Object> dates = new HashSet<>(List.of(new Date(2), moved));
        moved.setTime(2);
        Map<Object, Object> untidy = new TreeMap<>((one, other) -> 1);
        untidy.put("a", 1);
        untidy.put("a", 2);
        Map<Object, Object> nulls = new IdentityHashMap<>();
        nulls.put(Double.valueOf("NaN"), 1);
        nulls.put(Double.valueOf("NaN"), 2);
        return List.of(
                Arguments.of(
                        texts("a", new StringBuilder("a")),
                        "the keys 'a' (java.lang.String) and 'a' (java.lang.StringBuilder)"),
                Arguments.of(
                        texts(new StringBuilder("b"), new StringBuffer("b")), "the keys 'b' (java.lang.StringBuilder)"),
                Arguments.of(
                        texts(List.of("a"), List.of(new StringBuilder("a"))),
                        "the keys a java.util.ImmutableCollections$List12"),
                Arguments.of(
                        texts(Set.of(1), Map.of(), List.of("x"), List.of(new StringBuilder("x"))),
                        "the keys a java.util"),
                Arguments.of(identity, "the keys 'k' (java.lang.String) and 'k' (java.lang.String)"),
                Arguments.of(changed, "the keys a java.util"),
                Arguments.of(untidy, "the keys 'a' (java.lang.String) and 'a'"),
                Arguments.of(nulls, "the keys NaN (java.lang.Double) and NaN (java.lang.Double)"),
                Arguments.of(dates, "the elements a java.util.Date"),
                Arguments.of(
                        texts("a", new StringBuilder("a")).keySet(), "the elements 'a' (java.lang.String) and 'a'"));
    }

    private static Map<Object, Object> texts(Object... keys) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object key : keys) {
            map.put(key, map.size());
        }
        return map;
    }

    @ParameterizedTest
    @MethodSource("meeting")
    void keysAndElementsThatWouldArriveAsOneAreRefusedAndNamed(Object value, String named) {
        assertRefused(List.of(0, Map.of("m", value)))
                .hasMessageStartingWith("cannot send 'p': p[1].m has " + named)
                .hasMessageEndingWith(", which would arrive as one; make them differ, or send a list of lists");
    }

    @Test
    void keysThatDifferStayApart() {
        Object array = new int[] {1};
        Map<Object, Object> map = texts(
                1,
                1L,
                (short) 1,
                (byte) 1,
                '1',
                "1",
                1f,
                1d,
                BigInteger.ONE,
                new BigDecimal("1"),
                new BigDecimal("1.0"),
                0.0,
                -0.0,
                0f,
                -0f,
                null,
                "null",
                true,
                "true",
                List.of(1),
                List.of(1L),
                Set.of(1),
                Map.of(1, 1),
                "é",
                "e\u0301",
                new StringBuilder("s"),
                array,
                new int[] {1},
                Instant.EPOCH,
                Instant.EPOCH.toString());
        assertThat((Map<?, ?>) sent(map)).hasSize(map.size());
        assertThat((Set<?>) sent(map.keySet())).hasSize(map.size());
        Map<Object, Object> identity = new IdentityHashMap<>(map);
        assertThat((Map<?, ?>) sent(identity)).hasSize(map.size());
    }

    static List<Arguments> advice() {
        return List.of(
                Arguments.of(new ArrayDeque<>(), "new ArrayList<>(it)"),
                Arguments.of(new Object[0], "Arrays.asList(it)"),
                Arguments.of(Thread.State.NEW, "send its name()"),
                Arguments.of(new AtomicInteger(), "send its longValue()"),
                Arguments.of(Path.of("a"), "send its text"),
                Arguments.of(java.util.Calendar.getInstance(), "send its toInstant()"),
                Arguments.of(java.nio.ByteBuffer.allocate(1), "send what is in it as an array"),
                Arguments.of(Optional.empty(), "send its content"),
                Arguments.of(new java.sql.Timestamp(0), "send its Instant"),
                Arguments.of(new IllegalStateException(), "send its message"),
                Arguments.of((Callable<Integer>) () -> 1, "by pushFunction"),
                Arguments.of(Stream.of(), "into a list"));
    }

    @ParameterizedTest
    @MethodSource("advice")
    void aRefusalSaysWhatToSendInstead(Object value, String advice) {
        assertRefused(value).hasMessageContaining(advice);
    }

    @Test
    void aRefusalSpeaksInTheWordsOfTheCall() {
        List<Object> rows = List.of(List.of(1, 2), List.of(3, Map.of("o", new Thread())));
        assertThatThrownBy(() -> Values.encode(Subject.rows("map", 10, 2), rows))
                .hasMessageStartingWith("cannot map: element 11 of sequence 2.o is a java.lang.Thread");
        assertThatThrownBy(() -> Values.encode(Subject.rows("map", 10, 1), List.of(List.of(new Thread()))))
                .hasMessageStartingWith("cannot map: element 10 of the sequence is a java.lang.Thread");
        assertThatThrownBy(() -> Values.encode(Subject.block("scatter", "x", 10), Arrays.asList(1, new Thread())))
                .hasMessageStartingWith("cannot scatter 'x': x[11] is a java.lang.Thread");
        assertThatThrownBy(() -> Values.encode(Subject.results("map", 10), Arrays.asList(1, new Thread())))
                .hasMessageStartingWith("cannot bring the results of map: the result of element 11 is a java.lang.Th");
        assertThatThrownBy(() -> Values.encode(Subject.of("push", "a\u001b"), Map.of("\u202e", new Thread())))
                .hasMessageStartingWith("cannot push 'a\\u001b': a\\u001b['\\u202e'] is a java.lang.Thread");
    }

    @Test
    void aValueThatThrowsWhileItIsReadIsRefused() {
        List<Integer> broken = new ArrayList<>() {
            @Override
            public java.util.Iterator<Integer> iterator() {
                throw new IllegalStateException("broken");
            }
        };
        assertRefused(List.of(broken))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p[0] could not be read: java.lang.IllegalStateException: broken");
    }
}
