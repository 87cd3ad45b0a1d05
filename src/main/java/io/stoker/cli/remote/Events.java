package io.stoker.cli.remote;

import io.stoker.cli.remote.CallException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints events as they come. When the stream breaks off, as when the controller is restarted, it continues behind the
 * last event.
 */
public final class Events {
    /** A controller that has nothing to tell says so each 15 seconds. */
    private static final int LONGEST_SILENCE_MILLIS = 60_000;

    private static final int LONGEST_LINE = 1 << 20;
    private static final int BETWEEN_TRIES_MILLIS = 500;

    private final Api api;
    private final Output output;
    private final List<Map.Entry<String, String>> conditions;
    private final long limit;
    private String last;
    private long seen;
    private String event = "";
    private String id = "";
    private final StringBuilder data = new StringBuilder();

    /**
     * A stream that has not begun.
     *
     * @param conditions parameters of the route, as {@code label=sweep=3}
     * @param after the id of the last event that is known; empty to begin now
     * @param limit after how many events it ends
     */
    public Events(Api api, Output output, List<Map.Entry<String, String>> conditions, String after, long limit) {
        this.api = api;
        this.output = output;
        this.conditions = List.copyOf(conditions);
        this.last = after;
        this.limit = limit;
    }

    /**
     * Prints them, until there were enough.
     *
     * @return the exit code
     * @throws CallException if they are refused, or the controller is away for too long
     */
    public int print() {
        boolean begun = false;
        long answered = api.pauses().millis();
        while (true) {
            try {
                HttpURLConnection call = open();
                begun = true;
                answered = api.pauses().millis();
                if (read(call)) {
                    return ExitCodes.DONE;
                }
                answered = api.pauses().millis();
            } catch (CallException e) {
                if (!begun || !e.mayPass() || api.pauses().millis() - answered > Api.PATIENCE.toMillis()) {
                    throw last.isEmpty()
                            ? e
                            : new CallException(e.code(), e.kind(), e.getMessage() + "; continue with --after " + last);
                }
            }
            api.pauses().pause(BETWEEN_TRIES_MILLIS);
        }
    }

    private HttpURLConnection open() {
        Request request = Request.get(Request.query("/events", parameters())).within(LONGEST_SILENCE_MILLIS);
        return api.open(request.header("Accept", "text/event-stream"));
    }

    private List<Map.Entry<String, String>> parameters() {
        List<Map.Entry<String, String>> all = new ArrayList<>(conditions);
        if (!last.isEmpty()) {
            all.add(Map.entry("after", last));
        }
        return all;
    }

    /** Whether there were enough; false when the stream has ended. */
    private boolean read(HttpURLConnection call) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.UTF_8))) {
            forget();
            String line;
            while ((line = in.readLine()) != null) {
                if (line.length() > LONGEST_LINE) {
                    throw new CallException(ExitCodes.FAILED, Kind.REFUSED, "an event is too long to be one");
                }
                take(line);
                if (seen >= limit) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // the next connection says what is wrong
        }
        return false;
    }

    private void forget() {
        event = "";
        data.setLength(0);
    }

    /** As the standard of server-sent events says it. */
    private void take(String line) {
        if (line.isEmpty()) {
            if (data.length() > 0) {
                last = id;
                seen++;
                show(data.toString());
            }
            forget();
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "event" -> event = value;
            case "id" -> id = value;
            case "data" -> data.append(data.length() == 0 ? "" : "\n").append(value);
            default -> {} // a heartbeat, or what a newer controller tells
        }
    }

    private void show(String json) {
        if (output.json()) {
            output.line(json);
            return;
        }
        JsonObject fields = JsonObject.parse(json);
        StringBuilder line = new StringBuilder(Durations.seconds(fields.text("time")));
        line.append(line.length() == 0 ? "" : "  ").append(Output.shown(event.isEmpty() ? fields.text("kind") : event));
        fields.fields().forEach((name, value) -> {
            if (value != null && !List.of("time", "kind", "id").contains(name)) {
                String text =
                        value instanceof Map || value instanceof List ? JsonObject.write(value) : value.toString();
                line.append(' ').append(Output.shown(name)).append(' ').append(Output.shown(text));
            }
        });
        output.line(line.toString());
    }
}
