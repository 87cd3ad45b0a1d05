package io.stoker.cli.remote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster told at one moment.
 *
 * @param at when that was
 * @param url who told it
 * @param counts of tasks, by state
 * @param engines all of them
 * @param running the tasks that run, as far as they were told
 * @param failures the tasks that failed last, the latest first
 */
record Snapshot(
        Instant at,
        String url,
        JsonObject counts,
        List<JsonObject> engines,
        List<JsonObject> running,
        List<JsonObject> failures) {
    private static final int MOST_RUNNING = 200;
    private static final int MOST_FAILURES = 5;
    private static final List<String> FAILED = List.of("failed", "timed_out");

    /** Asks for it. */
    static Snapshot take(Api api, Instant now) {
        JsonObject counts = Status.ask(api).object("tasks");
        List<JsonObject> engines = api.send(Request.get("/engines")).object().objects("engines");
        List<JsonObject> running = counts.number("pending") == 0 ? List.of() : running(api);
        List<JsonObject> failures = counts.number("failed") == 0
                ? List.of()
                : tasks(
                        api,
                        FAILED.stream().map(state -> Map.entry("state", state)).toList(),
                        MOST_FAILURES);
        return new Snapshot(now, api.target().url(), counts, engines, running, failures);
    }

    /** Those that run are mostly the oldest of those that have not ended. */
    private static List<JsonObject> running(Api api) {
        return tasks(api, List.of(Map.entry("state", "unfinished"), Map.entry("order", "oldest")), MOST_RUNNING)
                .stream()
                .filter(task -> task.text("state").equals("running"))
                .toList();
    }

    private static List<JsonObject> tasks(Api api, List<Map.Entry<String, String>> conditions, int limit) {
        List<Map.Entry<String, String>> all = new ArrayList<>(conditions);
        all.add(Map.entry("limit", String.valueOf(limit)));
        return api.send(Request.get(Request.query("/tasks", all))).object().objects("tasks");
    }

    /** How many tasks have ended. */
    long ended() {
        return counts.number("succeeded") + counts.number("failed") + counts.number("aborted");
    }

    /** How many have not. */
    long open() {
        return counts.number("pending") + counts.number("scheduled");
    }

    /** What an engine runs, by its id. */
    Map<String, JsonObject> byEngine() {
        return running.stream()
                .filter(task -> task.has("engine"))
                .collect(Collectors.toMap(task -> task.text("engine"), Function.identity(), (one, other) -> one));
    }

    /** As JSON, in one line. */
    String json() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("at", at);
        all.put("url", url);
        all.put("counts", counts.fields());
        all.put("engines", fields(engines));
        all.put("running", fields(running));
        all.put("failures", fields(failures));
        return JsonObject.write(all);
    }

    private static List<Map<String, @Nullable Object>> fields(List<JsonObject> objects) {
        return objects.stream().map(JsonObject::fields).toList();
    }
}
