package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stoker.api.Json;
import io.stoker.api.TaskDocument;
import io.stoker.api.Times;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.StokerEvent;
import io.stoker.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Events as text say what they are about in JSON, whatever others have written into them. */
class EventTextTest {
    private static final String[] TEXTS = {
        "2026-12", "<script>alert(1)</script>", "a \"quote\" and \\", "\u0000\t\u2028é😀", "\ud83d", "data: x"
    };

    @Test
    void shouldBeServerSentEvents() {
        EventText text = new EventText();
        text.add(new StokerEvent(
                new EventId(812, 3),
                1_000,
                EventKind.ENDED,
                7,
                7,
                1,
                2,
                0,
                null,
                TaskState.TIMED_OUT,
                "why",
                "price 17",
                Map.of("sweep", "a\nb")));

        assertThat(new String(text.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("id: 812.3\nevent: ended\ndata: {\"id\":\"812.3\",\"time\":\"1970-01-01T00:00:01Z\","
                        + "\"kind\":\"ended\",\"task\":7,\"attempt\":2,\"engine\":0,\"state\":\"timed_out\","
                        + "\"reason\":\"why\",\"name\":\"price 17\",\"labels\":{\"sweep\":\"a\\nb\"}}\n\n");
    }

    @RepeatedTest(50)
    void shouldBeReadBackAsTheyWereWhateverIsInThem(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        EventText text = new EventText();
        List<JsonNode> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            StokerEvent event = event(random);
            text.add(event);
            expected.add(json(event));
        }

        List<JsonNode> found = new ArrayList<>();
        for (String each : new String(text.bytes(), StandardCharsets.UTF_8).split("\n\n")) {
            String[] lines = each.split("\n");
            assertThat(lines).hasSize(3);
            JsonNode data = Json.read(lines[2].substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
            assertThat(lines[0]).isEqualTo("id: " + data.get("id").textValue());
            assertThat(lines[1]).isEqualTo("event: " + data.get("kind").textValue());
            found.add(data);
        }
        assertThat(found).isEqualTo(expected);
    }

    private static StokerEvent event(Random random) {
        boolean ofEngine = random.nextInt(5) == 0;
        long first = random.nextInt(1_000);
        long count = random.nextInt(5) == 0 ? 2 + random.nextInt(5) : 1;
        Map<String, String> labels = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            labels.put("k" + i + text(random), text(random));
        }
        return new StokerEvent(
                new EventId(random.nextInt(5), random.nextInt(5)),
                random.nextInt(3) * 1_500L,
                EventKind.values()[random.nextInt(EventKind.values().length)],
                ofEngine ? -1 : first,
                ofEngine ? -1 : first + count - 1,
                ofEngine ? 0 : count,
                random.nextInt(3),
                random.nextInt(3) - 1,
                ofEngine ? text(random) : null,
                random.nextBoolean() ? null : TaskState.values()[random.nextInt(TaskState.values().length)],
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? null : text(random),
                labels);
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static JsonNode json(StokerEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", event.id().toString());
        json.put("time", Times.text(event.at()));
        json.put("kind", event.kind().word());
        put(json, "task", event.taskId() < 0 ? null : event.taskId());
        put(json, "lastTask", event.count() > 1 ? event.lastTaskId() : null);
        put(json, "count", event.count() > 1 ? event.count() : null);
        put(json, "attempt", event.attempt() == 0 ? null : (long) event.attempt());
        put(json, "engine", event.engineId() < 0 ? null : (long) event.engineId());
        put(json, "instance", event.instance());
        put(json, "state", event.state() == null ? null : TaskDocument.word(event.state()));
        put(json, "reason", event.reason());
        put(json, "name", event.name());
        if (!event.labels().isEmpty()) {
            ObjectNode labels = json.putObject("labels");
            event.labels().forEach((key, value) -> put(labels, sent(key), value));
        }
        return Json.read(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void put(ObjectNode json, String name, @Nullable Long value) {
        if (value != null) {
            json.put(name, value.longValue());
        }
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, sent(value));
        }
    }

    /** Without what UTF-8 cannot say: half a letter becomes a question mark. */
    private static String sent(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
