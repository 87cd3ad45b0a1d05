package io.stoker.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.api.BadDocumentException;
import io.stoker.api.JsonValues;
import io.stoker.task.Task;
import io.stoker.task.TaskOptions;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a retry has instead of what its task had, in the words of a submission. */
final class TaskEdit implements UnaryOperator<Task> {
    private final Fields fields;

    /** @throws BadDocumentException if it is no object, or has another field */
    TaskEdit(JsonNode node) {
        fields = new Fields(node, TaskReader.FIELDS, "an edit");
    }

    /** @throws BadDocumentException if a field is not as it must be, or the task cannot be changed so */
    @Override
    public Task apply(Task before) {
        Task task = withContent(before);
        task = task.with(task.body(), options(task.options()));
        String depend = fields.text("depend");
        task = depend == null ? task : in("depend", task, t -> t.depend(depend));
        String name = fields.text("name");
        task = name == null ? task : in("name", task, t -> t.named(name));
        Map<String, String> labels = fields.namedTexts("labels");
        task = in("labels", task, t -> t.label(labels));
        JsonNode recovery = fields.get("recovery");
        return recovery == null ? task : in("recovery", task, t -> t.recoveryTask(TaskReader.read(recovery)));
    }

    /** Values are added to those that there are, or take their places; names to pull take the places of all. */
    private Task withContent(Task before) {
        String source = fields.text("source");
        Task task = source == null ? before : in("source", before, t -> t.source(source));
        JsonNode push = fields.get("push");
        task = push == null ? task : in("push", task, t -> t.push(JsonValues.readAll(push)));
        if (fields.get("pull") == null) {
            return task;
        }
        String[] names = fields.texts("pull").toArray(String[]::new);
        return in(
                "pull",
                task,
                t -> t.with(t.body().with(List.<String>of()), t.options()).pull(names));
    }

    private TaskOptions options(TaskOptions before) {
        Integer retries = fields.count("retries");
        return new TaskOptions(
                retries == null ? before.retries() : retries,
                flag("atMostOnce", before.atMostOnce()),
                flag("clearBefore", before.clearBefore()),
                flag("clearAfter", before.clearAfter()),
                before.depend(),
                before.recovery(),
                flag("pinned", before.pinned()),
                flag("isolated", before.isolated()),
                before.labels());
    }

    private boolean flag(String name, boolean before) {
        return fields.get(name) == null ? before : fields.flag(name);
    }

    private static Task in(String place, Task task, UnaryOperator<Task> change) {
        return BadDocumentException.at(place, () -> change.apply(task));
    }
}
