package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Events as they are kept and travel. */
class EventBodyTest {
    private static final EventKind[] KINDS = EventKind.values();
    private static final TaskState[] ENDS = {
        TaskState.SUCCEEDED, TaskState.FAILED, TaskState.ABORTED, TaskState.TIMED_OUT
    };
    private static final int MANY = 1 << 20;

    private final EventWriter writer = new EventWriter();

    private static Map<String, String> labels(Random random) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            labels.put("k" + random.nextInt(3), "größe " + random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            labels.put(Labels.NAME, "name " + random.nextInt(2));
        }
        return labels;
    }

    private static @Nullable String reason(Random random) {
        return random.nextInt(3) == 0 ? "line ends\nand 漢字 \uD83D\uDD25 " + random.nextInt() : null;
    }

    /** Writes an event, and says what has to come back. */
    private StokerEvent write(Random random, long commit, int index) {
        EventKind kind = KINDS[random.nextInt(KINDS.length)];
        EventId id = new EventId(commit, index);
        long task = random.nextInt(10) == 0 ? random.nextLong(Long.MAX_VALUE) : random.nextInt(20);
        int attempt = random.nextInt(3);
        int engine = random.nextInt(4) - 1;
        Map<String, String> all = labels(random);
        String name = all.get(Labels.NAME);
        Map<String, String> labels = Labels.withoutName(all);
        String reason = reason(random);
        switch (kind.form()) {
            case TASK -> {
                writer.task(kind, all, task, 0, -1, null);
                return new StokerEvent(id, 5, kind, task, task, 1, 0, -1, null, null, null, name, labels);
            }
            case ATTEMPT -> {
                writer.task(kind, all, task, attempt, engine, reason);
                return new StokerEvent(id, 5, kind, task, task, 1, attempt, engine, null, null, reason, name, labels);
            }
            case END -> {
                TaskState state = ENDS[random.nextInt(ENDS.length)];
                writer.ended(all, task, attempt, engine, state, reason);
                return new StokerEvent(id, 5, kind, task, task, 1, attempt, engine, null, state, reason, name, labels);
            }
            case RANGE -> {
                int more = random.nextInt(5);
                writer.tasks(kind, task, task + more, more + 1);
                return new StokerEvent(
                        id, 5, kind, task, task + more, more + 1, 0, -1, null, null, null, null, Map.of());
            }
            default -> {
                writer.engine(kind, engine, "instance-" + engine, reason);
                return new StokerEvent(
                        id, 5, kind, -1, -1, 0, 0, engine, "instance-" + engine, null, reason, null, Map.of());
            }
        }
    }

    private List<StokerEvent> writeSome(Random random, long commit) {
        List<StokerEvent> events = new ArrayList<>();
        writer.clear();
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            events.add(write(random, commit, events.size() + 1));
        }
        return events;
    }

    private static EventQuery query(Random random) {
        EventQuery query = EventQuery.all();
        if (random.nextInt(3) == 0) {
            query = query.label("k" + random.nextInt(3), "größe " + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            query = query.label("k" + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            query = query.name("name " + random.nextInt(2));
        }
        if (random.nextInt(3) == 0) {
            query = query.kind(KINDS[random.nextInt(KINDS.length)], KINDS[random.nextInt(KINDS.length)]);
        }
        if (random.nextInt(3) == 0) {
            query = query.task(random.nextInt(20), random.nextInt(20));
        }
        return random.nextInt(3) == 0 ? query.engine(random.nextInt(3)) : query;
    }

    /** As the conditions are explained. */
    private static boolean finds(EventQuery query, StokerEvent event) {
        Map<String, String> all = new TreeMap<>(event.labels());
        if (event.name() != null) {
            all.put(Labels.NAME, event.name());
        }
        boolean isOfTask = event.taskId() >= 0
                && query.tasks().stream().anyMatch(id -> id >= event.taskId() && id <= event.lastTaskId());
        return all.entrySet().containsAll(query.labels().entrySet())
                && all.keySet().containsAll(query.keys())
                && (query.kinds().isEmpty() || query.kinds().contains(event.kind()))
                && (query.tasks().isEmpty() || isOfTask)
                && (query.engine() == null || query.engine() == event.engineId());
    }

    @RepeatedTest(200)
    void shouldReadBackWhatWasWritten(RepetitionInfo info) {
        List<StokerEvent> events = writeSome(new Random(info.getCurrentRepetition()), 812);

        assertThat(writer.body(812, 5).events()).isEqualTo(events);
    }

    @RepeatedTest(300)
    void shouldFindWhatMeetsAllConditionsInPiecesOfAnySize(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        List<StokerEvent> events = writeSome(random, 812);
        EventBody body = writer.body(812, 5);
        EventQuery query = query(random);
        EventFilter filter = new EventFilter(query);
        int most = random.nextBoolean() ? MANY : 1 + random.nextInt(200);
        EventId place = new EventId(812, random.nextInt(5));
        List<StokerEvent> expected = events.stream()
                .filter(event -> event.id().compareTo(new EventId(812, place.index())) > 0 && finds(query, event))
                .toList();

        List<StokerEvent> found = new ArrayList<>();
        IndexedEvents commit = new IndexedEvents(body);
        EventId next = place;
        while (next.compareTo(EventId.endOf(812)) < 0) {
            EventFilter.Found some = filter.of(commit, next, most);
            if (some.events() != null) {
                found.addAll(some.events().events());
            }
            assertThat(some.next()).isGreaterThan(next);
            next = some.next();
        }

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void shouldFindTheSameInWhatWasFoundBefore() {
        for (int task = 0; task < 10; task++) {
            writer.task(EventKind.ACCEPTED, Map.of("k", "v"), task, 0, -1, null);
            writer.task(EventKind.LOST, Map.of("k", "w"), task, 1, 2, "its engine died");
            writer.ended(Map.of("k", "v"), task, 2, 3, TaskState.SUCCEEDED, null);
        }
        List<StokerEvent> events = writer.body(812, 5).events();
        EventBody once = new EventFilter(EventQuery.all().kind(EventKind.ENDED, EventKind.LOST))
                .of(new IndexedEvents(writer.body(812, 5)), EventId.START, MANY)
                .events();
        assertThat(once).isNotNull();

        EventBody twice = new EventFilter(EventQuery.all().kind(EventKind.LOST))
                .of(new IndexedEvents(once), EventId.START, MANY)
                .events();

        assertThat(twice).isNotNull();
        assertThat(twice.events())
                .hasSize(10)
                .isEqualTo(events.stream()
                        .filter(event -> event.kind() == EventKind.LOST)
                        .toList());
    }

    @Test
    void shouldTakeAFewBytesForAnEventOfATask() {
        Map<String, String> labels = Map.of("sweep", "2026-12");
        for (long task = 1_000_000; task < 1_000_300; task++) {
            writer.task(EventKind.ACCEPTED, labels, task, 0, -1, null);
            writer.task(EventKind.DISPATCHED, labels, task, 1, 3, null);
            writer.ended(labels, task, 1, 3, TaskState.SUCCEEDED, null);
        }

        assertThat(writer.body(812, 5).bytes().length / 900.0).isLessThan(8);
    }

    @Test
    void shouldSayThatBytesOfOthersAreMalformed() {
        writeSome(new Random(1), 812);
        byte[] bytes = writer.body(812, 5).bytes();
        for (int end = 0; end < bytes.length; end++) {
            EventBody cut = new EventBody(812, 5, Arrays.copyOf(bytes, end));
            try {
                assertThat(cut.events().size()).isLessThan(100);
            } catch (MalformedException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThatThrownBy(() -> new EventBody(1, 1, new byte[] {2}).events()).isInstanceOf(MalformedException.class);
    }

    @Test
    void shouldReadTheIdThatItHasWritten() {
        EventId id = new EventId(Long.MAX_VALUE / 100, 17);

        assertThat(EventId.parse(id.toString())).isEqualTo(id);
        for (String wrong : List.of("", "1", "1.", ".1", "-1.0", "1.-1", "1.0 ", "9".repeat(40) + ".1", "<script>")) {
            assertThatThrownBy(() -> EventId.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not the id of an event");
        }
    }

    @Test
    void shouldRefuseWhatNoEventCanMeet() {
        assertThatThrownBy(() -> EventQuery.all().label("*", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventQuery.all().task(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> EventQuery.all().task(LongStream.range(0, 1_001).toArray()))
                .hasMessageContaining("give them a label");
        assertThatThrownBy(() -> EventKind.ofWord("<script>")).hasMessageContaining("accepted, dispatched");
        assertThat(Set.of(KINDS))
                .allSatisfy(kind -> assertThat(EventKind.ofWord(kind.word())).isEqualTo(kind));
    }
}
