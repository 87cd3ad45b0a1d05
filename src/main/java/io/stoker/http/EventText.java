package io.stoker.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.stoker.api.TaskDocument;
import io.stoker.api.Times;
import io.stoker.task.EventId;
import io.stoker.task.StokerEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as server-sent events, each with a JSON object of what has happened. There may be a hundred thousand a second:
 * they are written as text at once, for which a mapper of objects needs four times as long. Not thread-safe.
 *
 * <p>The object has {@code id}, {@code time} and {@code kind}, and as far as there are: {@code task} with
 * {@code lastTask} and {@code count} if it is about several, {@code attempt}, {@code engine}, {@code instance},
 * {@code state}, {@code reason}, {@code name} and {@code labels}.
 */
final class EventText {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final StringBuilder out = new StringBuilder();
    private long timeOf;
    private String time = "";
    private @Nullable Map<String, String> labelsOf;
    private String labels = "";

    /** Writes an event. */
    void add(StokerEvent event) {
        String kind = event.kind().word();
        out.append("id: ");
        id(event.id());
        out.append("\nevent: ").append(kind).append("\ndata: {\"id\":\"");
        id(event.id());
        out.append("\",\"time\":\"").append(time(event.at()));
        out.append("\",\"kind\":\"").append(kind).append('"');
        if (event.taskId() >= 0) {
            number("task", event.taskId());
        }
        if (event.count() > 1) {
            number("lastTask", event.lastTaskId());
            number("count", event.count());
        }
        if (event.attempt() != 0) {
            number("attempt", event.attempt());
        }
        if (event.engineId() >= 0) {
            number("engine", event.engineId());
        }
        text("instance", event.instance());
        if (event.state() != null) {
            text("state", TaskDocument.word(event.state()));
        }
        text("reason", event.reason());
        text("name", event.name());
        if (!event.labels().isEmpty()) {
            out.append(",\"labels\":").append(labels(event.labels()));
        }
        out.append("}\n\n");
    }

    private void id(EventId id) {
        out.append(id.commit()).append('.').append(id.index());
    }

    private void number(String name, long value) {
        out.append(",\"").append(name).append("\":").append(value);
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            out.append(",\"").append(name).append("\":\"");
            ENCODER.quoteAsString(value, out);
            out.append('"');
        }
    }

    /** All events of a commit have the same. */
    private String time(long at) {
        if (time.isEmpty() || at != timeOf) {
            timeOf = at;
            time = Times.text(at);
        }
        return time;
    }

    /** Many events in a row have the same. */
    private String labels(Map<String, String> wanted) {
        if (wanted.equals(labelsOf)) {
            return labels;
        }
        StringBuilder text = new StringBuilder("{");
        wanted.forEach((key, value) -> {
            text.append(text.length() == 1 ? "\"" : ",\"");
            ENCODER.quoteAsString(key, text);
            text.append("\":\"");
            ENCODER.quoteAsString(value, text);
            text.append('"');
        });
        labelsOf = wanted;
        labels = text.append('}').toString();
        return labels;
    }

    /** What was written so far, in UTF-8. */
    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
