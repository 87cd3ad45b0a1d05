package io.stoker.task;

import static io.stoker.task.Sent.assertRefused;
import static io.stoker.task.Sent.assertSent;
import static io.stoker.task.Sent.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Java records as values. */
class RecordsTest {
    private record Point(int x, long y) {}

    private record Place(String name, @Nullable Point at) {}

    private record Route(
            List<? extends Place> stops,
            Set<Point> seen,
            Map<String, List<Point>> byName,
            Map<Point, Integer> counts,
            Object anything) {}

    private record Owner(Object lock) {}

    private record Range(int from, int to) {
        Range {
            if (from > to) {
                throw new IllegalArgumentException(from + " is behind " + to);
            }
        }
    }

    private record Broken(int x) {
        @Override
        public int x() {
            throw new IllegalStateException("broken");
        }
    }

    private record Empty() {}

    private record Box<T>(T content) {}

    private static RecordValue arrived(Record sent) {
        return (RecordValue) sent(sent);
    }

    @Test
    void shouldArriveWithItsNameAndItsComponentsInOrder() {
        RecordValue point = arrived(new Point(3, 4));
        assertThat(point.typeName()).isEqualTo(Point.class.getName());
        assertThat(new ArrayList<>(point.components().entrySet()))
                .containsExactly(Map.entry("x", 3), Map.entry("y", 4L));
        assertThat(point.get("y")).isEqualTo(4L);
        assertThatThrownBy(() -> point.get("z"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("the record Point has no component 'z'; it has [x, y]");
        assertThat(arrived(new Empty()).components()).isEmpty();
    }

    @Test
    void shouldTravelOnAsWhatItHasArrivedAs() {
        assertSent(arrived(new Place("home", new Point(3, 4))));
        assertSent(List.of(Map.of(arrived(new Point(1, 2)), arrived(new Point(1, 2)))));
    }

    @Test
    void shouldPrintAsTheRecordDoes() {
        class Local {
            record Inner(List<String> a, @Nullable Object b) {}
        }
        record Method(int a) {}
        assertThat(arrived(new Point(3, 4))).hasToString("Point[x=3, y=4]");
        assertThat(arrived(new Local.Inner(List.of("q"), null))).hasToString("Inner[a=[q], b=null]");
        assertThat(arrived(new Method(1))).hasToString(new Method(1).toString());
        assertThat(Printed.value(List.of(arrived(new Place("ho\u001bme", new Point(3, 4))))))
                .isEqualTo("[Place[name='ho\\u001bme', at=Point[x=3, y=4]]]");
    }

    @Test
    void shouldBeEqualByNameAndComponents() {
        record Other(int x, long y) {}
        assertThat(arrived(new Point(3, 4)))
                .isEqualTo(arrived(new Point(3, 4)))
                .hasSameHashCodeAs(arrived(new Point(3, 4)))
                .isNotEqualTo(arrived(new Point(3, 5)))
                .isNotEqualTo(arrived(new Other(3, 4)));
        assertThatThrownBy(() -> arrived(new Point(3, 4)).components().put("x", 5))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldBecomeTheRecordAgain() {
        assertThat(arrived(new Point(3, 4)).as(Point.class)).isEqualTo(new Point(3, 4));
        assertThat(arrived(new Place("home", null)).as(Place.class)).isEqualTo(new Place("home", null));
        assertThat(arrived(new Empty()).as(Empty.class)).isEqualTo(new Empty());
        Place home = new Place("home", new Point(3, 4));
        Route route = new Route(
                List.of(home),
                Set.of(new Point(1, 2)),
                Map.of("a", List.of(new Point(5, 6))),
                Map.of(new Point(7, 8), 9),
                List.of(1));
        assertThat(arrived(route).as(Route.class)).isEqualTo(route);
        assertThat(arrived(new Box<>(home)).as(Box.class).content()).isEqualTo(arrived(home));
    }

    @Test
    void shouldSayWhyItCannotBecomeARecordOfAClass() {
        record Line(int a, int b) {}
        record Narrow(int x, int y) {}
        RecordValue home = arrived(new Place("home", new Point(3, 4)));
        assertThatThrownBy(() -> home.as(Line.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Place has the components [name, at], and cannot become a ")
                .hasMessageEndingWith("Line[a, b]");
        assertThatThrownBy(() -> arrived(new Point(3, 4)).as(Narrow.class))
                .hasMessage("Point.y is 4, and cannot become a int");
        assertThatThrownBy(() -> decode("Range", Map.of("from", 2, "to", 1)).as(Range.class))
                .hasMessageContaining("Range cannot become a " + Range.class.getTypeName())
                .hasRootCauseMessage("2 is behind 1");
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("x", null);
        nothing.put("y", 1L);
        assertThatThrownBy(() -> decode("P", nothing).as(Point.class))
                .hasMessageStartingWith("P.x is null, and cannot");
        assertThatThrownBy(() -> decode("Route", Map.of("content", 1)).as(Record.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Record is not a class of records");
    }

    private static RecordValue decode(String type, Map<String, Object> components) {
        return (RecordValue) sent(new RecordValue(type, components));
    }

    @Test
    void shouldBeRefusedWithThePathToAComponentThatCannotTravel() {
        assertRefused(new Owner(new ReentrantLock()))
                .hasMessageContaining("p.lock is a java.util.concurrent.locks.ReentrantLock, which cannot be sent");
        assertRefused(List.of(1, Map.of("owner", new Owner(new Owner(new Thread())))))
                .hasMessageContaining("p[1].owner.lock.lock is a java.lang.Thread");
        List<Object> list = new ArrayList<>();
        list.add(new Owner(list));
        assertRefused(list).hasMessageContaining("p[0].lock is p again, so it contains itself");
        assertRefused(new Broken(1))
                .hasMessageContaining("p could not be read: java.lang.IllegalStateException: broken");
    }

    @Test
    void shouldCountAsALevelOfNesting() {
        Object value = 1;
        for (int i = 0; i < Values.MAX_DEPTH; i++) {
            value = new Owner(value);
        }
        assertThat(sent(value)).isInstanceOf(RecordValue.class);
        assertRefused(new Owner(value)).hasMessageContaining(" is nested deeper than 100 levels");
    }

    @Test
    void shouldNotArriveAsOneWithAnother() {
        assertRefused(Map.of(new Owner("a"), 1, new Owner(new StringBuilder("a")), 2))
                .hasMessageContaining("which would arrive as one");
    }

    @Test
    void shouldBeAnObjectInJson() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(Arrays.asList(arrived(new Place("home", new Point(3, 4))))))
                .isEqualTo("[{\"name\":\"home\",\"at\":{\"x\":3,\"y\":4}}]");
    }

    @Test
    void shouldBeSerializableOnceItHasArrived() throws Exception {
        RecordValue home = arrived(new Place("home", new Point(3, 4)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(home);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(home);
        }
    }
}
