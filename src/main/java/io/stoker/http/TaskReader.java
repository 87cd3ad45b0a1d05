package io.stoker.http;

import static io.stoker.api.BadDocumentException.at;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.api.BadDocumentException;
import io.stoker.api.JsonValues;
import io.stoker.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes tasks of what was sent. */
final class TaskReader {
    /** How many may be sent together. */
    static final int MOST_TASKS = 10_000;

    private static final String TASKS = "tasks";
    static final Set<String> FIELDS = Set.of(
            "source",
            "name",
            "labels",
            "push",
            "pull",
            "retries",
            "atMostOnce",
            "clearBefore",
            "clearAfter",
            "depend",
            "isolated",
            "pinned",
            "recovery");

    private TaskReader() {}

    /** Whether these are several tasks, be it a list of one. */
    static boolean areSeveral(JsonNode node) {
        return node.has(TASKS);
    }

    /**
     * All tasks of a body.
     *
     * @throws BadDocumentException if one of them cannot be made, with its place
     */
    static List<Task> readAll(JsonNode node) {
        if (!areSeveral(node)) {
            return List.of(read(node));
        }
        JsonNode list = new Fields(node, Set.of(TASKS), "a body with tasks").need(TASKS, "it");
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_TASKS) {
            throw new BadDocumentException("\"tasks\" must be a list of 1 to " + MOST_TASKS + " tasks"
                    + (list.isArray() ? ", and this one has " + list.size() : ""));
        }
        List<Task> tasks = new ArrayList<>(list.size());
        for (JsonNode one : list) {
            tasks.add(at(TASKS + "[" + tasks.size() + "]", () -> read(one)));
        }
        return tasks;
    }

    /** One task. */
    static Task read(JsonNode node) {
        Fields fields = new Fields(node, FIELDS, "a task");
        String source = fields.text("source");
        if (source == null) {
            throw new BadDocumentException("a task needs a \"source\"");
        }
        Task task = at("source", () -> Task.of(source));
        JsonNode push = fields.get("push");
        if (push != null) {
            Task pushing = task;
            task = at("push", () -> pushing.push(JsonValues.readAll(push)));
        }
        Task pulling = task;
        String[] names = fields.texts("pull").toArray(String[]::new);
        task = at("pull", () -> pulling.pull(names));
        return withRecovery(withLabels(withOptions(task, fields), fields), fields);
    }

    private static Task withOptions(Task plain, Fields fields) {
        Task task = plain;
        Integer retries = fields.count("retries");
        if (retries != null) {
            task = task.retries(retries);
        }
        task = fields.flag("atMostOnce") ? task.atMostOnce() : task;
        task = fields.flag("clearBefore") ? task.clearBefore() : task;
        task = fields.flag("clearAfter") ? task.clearAfter() : task;
        task = fields.flag("isolated") ? task.isolated() : task;
        task = fields.flag("pinned") ? task.pinned() : task;
        String depend = fields.text("depend");
        if (depend == null) {
            return task;
        }
        Task free = task;
        return at("depend", () -> free.depend(depend));
    }

    private static Task withLabels(Task plain, Fields fields) {
        Task task = plain;
        for (Map.Entry<String, String> label : fields.namedTexts("labels").entrySet()) {
            Task before = task;
            task = at("labels", () -> before.label(label.getKey(), label.getValue()));
        }
        String name = fields.text("name");
        Task labelled = task;
        return name == null ? task : at("name", () -> labelled.named(name));
    }

    private static Task withRecovery(Task task, Fields fields) {
        JsonNode recovery = fields.get("recovery");
        return recovery == null ? task : at("recovery", () -> task.recoveryTask(read(recovery)));
    }
}
