package io.stoker.cli.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists tasks, page by page. */
public final class TaskList {
    private static final int PAGE = 100;
    private static final int LONGEST_CELL = 40;
    private static final int LONGEST_ERROR = 120;

    private final Api api;
    private final Output output;

    /** For a cluster. */
    public TaskList(Api api, Output output) {
        this.api = api;
        this.output = output;
    }

    /**
     * Prints the first of the tasks that meet all conditions.
     *
     * @param conditions parameters of the route, as {@code state=failed}
     * @param limit the most to be printed
     * @param now by which the time of those is told that still run
     * @return the exit code
     */
    public int print(List<Map.Entry<String, String>> conditions, int limit, Instant now) {
        List<JsonObject> found = new ArrayList<>();
        String next = "";
        do {
            JsonObject page = page(conditions, Math.min(PAGE, limit - found.size()), next);
            List<JsonObject> tasks = page.objects("tasks");
            if (output.json()) {
                tasks.forEach(task -> output.line(task.json()));
            }
            found.addAll(tasks);
            next = page.text("next");
        } while (!next.isEmpty() && found.size() < limit);
        if (!output.json()) {
            show(found, now);
            if (!next.isEmpty()) {
                output.note("these are the first " + found.size() + ": --limit N shows more");
            }
        }
        return ExitCodes.DONE;
    }

    private JsonObject page(List<Map.Entry<String, String>> conditions, int most, String after) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>(conditions);
        parameters.add(Map.entry("limit", String.valueOf(most)));
        if (!after.isEmpty()) {
            parameters.add(Map.entry("after", after));
        }
        return api.send(Request.get(Request.query("/tasks", parameters))).object();
    }

    private void show(List<JsonObject> tasks, Instant now) {
        Columns columns =
                new Columns("(id)", "state", "(engine)", "submitted", "(ran)", "(attempts)", "name", "labels");
        tasks.forEach(task -> columns.row(
                task.text("id"),
                task.text("state"),
                task.text("engine"),
                Durations.seconds(task.text("submitted")),
                ran(task, now),
                task.text("attempts"),
                Output.shown(task.text("name"), LONGEST_CELL),
                labels(task)));
        List<String> lines = columns.lines();
        output.line(lines.get(0));
        for (int i = 0; i < tasks.size(); i++) {
            output.line(lines.get(i + 1));
            String error = tasks.get(i).text("error");
            if (!error.isEmpty()) {
                output.line("    " + Output.shown(error, LONGEST_ERROR));
            }
        }
    }

    /** How long its last attempt has run, or runs. */
    static String ran(JsonObject task, Instant now) {
        String until = task.text("completed");
        return Durations.between(task.text("started"), until.isEmpty() ? now.toString() : until);
    }

    static String labels(JsonObject task) {
        return task.object("labels").fields().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .map(label -> Output.shown(label, LONGEST_CELL))
                .collect(Collectors.joining(" "));
    }

    /** How long ago that was. */
    static String ago(String time, Instant now) {
        return time.isEmpty() ? "" : Durations.shown(Duration.between(Instant.parse(time), now));
    }
}
