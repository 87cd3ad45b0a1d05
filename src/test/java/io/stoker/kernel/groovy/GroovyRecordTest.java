package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.RecordValue;
import io.stoker.task.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records in a source whose kernel does not have their classes. */
class GroovyRecordTest extends KernelFixture {
    private record Point(int x, int y) {}

    private record Names(String typeName, String components, int... get) {}

    @BeforeEach
    void push() {
        kernel.push(Map.of(
                "p", Values.decode(Values.encode("p", new Point(3, 4))),
                "q", Values.decode(Values.encode("q", List.of(new Point(1, 2), new Point(5, 6)))),
                "n", Values.decode(Values.encode("n", new Names("t", "c", 7)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p.x * 2 | 6",
                "p.x() + p.y() | 7",
                "p['y'] | 4",
                "p.get('y') | 4",
                "p?.x | 3",
                "q.x | [1, 5]",
                "q*.y | [2, 6]",
                "q.sum { it.x * it.y } | 32",
                "q.find { it.x == 5 }.y | 6",
                "p.with { x + y } | 7",
                "\"$p\".toString() | Point[x=3, y=4]",
                "p.components().collect { k, v -> k + v } | [x3, y4]",
                "p == q[0] | false",
                "[(p): 1][p] | 1",
                "n.typeName + n.components + n.get[0] | tc7"
            })
    void shouldReadComponentsAsPropertiesAndByTheirAccessors(String source, String value) {
        assertThat(value(source)).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p.z | the record Point has no component 'z'; it has [x, y]",
                "p.x = 5 | the component 'x' of Point cannot be set: records do not change",
                "p.x(1) | and no method x with 1 arguments",
                "p.distance(1) | the record Point arrived without its class: it has its components [x, y], and no method"
                        + " distance with 1 arguments",
            })
    void shouldSayWhatARecordWithoutItsClassCannotDo(String source, String message) {
        assertThat(execute(source).failure().message()).contains(message);
    }

    @Test
    void shouldBeShownWithItsComponentsAsTheyAreShown() {
        kernel.push(Map.of("o", Values.decode(Values.encode("o", new Names("a", "b")))));
        assertThat(kernel.show(cells, value("o"), 1_000)).isEqualTo("Names[typeName='a', components='b', get=[]]");
        assertThat(kernel.show(cells, value("q"), 1_000)).isEqualTo("[Point[x=1, y=2], Point[x=5, y=6]]");
    }

    @Test
    void shouldBePulledAsARecordAlsoWhenASourceDeclaresIt() {
        run("record Pair(int a, List b) {}\npair = new Pair(1, [p])");
        byte[] pulled = kernel.pull(++cells, List.of("pair"), LIMIT).values().get("pair");
        assertThat((RecordValue) Values.decode(pulled)).hasToString("Pair[a=1, b=[Point[x=3, y=4]]]");
    }
}
