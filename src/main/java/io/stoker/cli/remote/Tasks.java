package io.stoker.cli.remote;

import io.stoker.cli.remote.CallException.Kind;
import io.stoker.task.Visible;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person does with a task. Each method returns the exit code. */
public final class Tasks {
    private static final long LONGEST_WAIT_SECONDS = 30;
    private static final int ANSWER_MILLIS = 20_000;

    private final Api api;
    private final Output output;

    /** For a cluster. */
    public Tasks(Api api, Output output) {
        this.api = api;
        this.output = output;
    }

    /**
     * Submits a task, and prints its id.
     *
     * @param body of the submission
     * @param key with which the same submission can be repeated; null for a new one
     */
    public int submit(String body, @Nullable String key) {
        Answer answer = submitted("/tasks", body, key);
        output.line(output.json() ? answer.text() : answer.object().text("id"));
        return ExitCodes.DONE;
    }

    /**
     * Submits a task, waits for its end, and prints what it has printed, and what it brings.
     *
     * @param timeout null to wait as long as it takes
     */
    public int submitAndWait(String body, @Nullable String key, @Nullable Duration timeout) {
        return await(submitted("/tasks", body, key).object().number("id"), timeout);
    }

    /**
     * Once: if the answer is lost, or the controller does not serve at the moment, it is repeated with its key, for as
     * long as a controller may be away.
     */
    private Answer submitted(String path, String body, @Nullable String given) {
        String key = given == null ? UUID.randomUUID().toString() : given;
        Request request = Request.submit(path, body).key(key);
        try {
            return api.send(request);
        } catch (CallException e) {
            if (e.kind() != Kind.LOST && e.kind() != Kind.UNAVAILABLE) {
                throw e;
            }
            output.note(e.getMessage() + "; trying again for " + Api.PATIENCE.toSeconds() + " s");
        }
        try {
            return api.persist(request);
        } catch (CallException e) {
            throw e.kind() == Kind.REFUSED
                    ? e
                    : new CallException(
                            e.code(),
                            e.kind(),
                            e.getMessage() + ". The task may be accepted already: submit it again with --key " + key
                                    + ", which does so only once");
        }
    }

    /** Prints what has come of a task. */
    public int result(long id) {
        Answer answer = api.send(Request.get("/tasks/" + id + "/result"));
        return answer.isOpen() ? open(id, answer) : ended(answer);
    }

    /**
     * Waits for the end of a task, and prints what has come of it.
     *
     * @param timeout null to wait as long as it takes
     */
    public int result(long id, @Nullable Duration timeout) {
        Answer first = api.send(Request.get("/tasks/" + id + "/result"));
        return first.isOpen() ? await(id, timeout) : ended(first);
    }

    private int await(long id, @Nullable Duration timeout) {
        long start = api.pauses().millis();
        while (true) {
            long left = timeout == null
                    ? LONGEST_WAIT_SECONDS * 1000 + 1
                    : Math.max(0, timeout.toMillis() - (api.pauses().millis() - start));
            long seconds = Math.min(LONGEST_WAIT_SECONDS, (left + 999) / 1000);
            Answer answer = api.persist(Request.get("/tasks/" + id + "/result?wait=" + seconds)
                    .within((int) (seconds * 1000) + ANSWER_MILLIS));
            if (!answer.isOpen()) {
                return ended(answer);
            } else if (left <= seconds * 1000) {
                return open(id, answer);
            }
        }
    }

    private int open(long id, Answer answer) {
        JsonObject task = answer.object();
        if (output.json()) {
            output.line(answer.text());
        } else {
            String note = task.text("note");
            output.note("task " + id + " has not ended: it is " + task.text("state")
                    + (note.isEmpty() ? "" : ", because " + Output.shown(note)));
        }
        return ExitCodes.TIMED_OUT;
    }

    private int ended(Answer answer) {
        JsonObject result = answer.object();
        String state = result.text("state");
        if (output.json()) {
            output.line(answer.text());
            return ExitCodes.ofState(state);
        }
        output.printed(output.out(), result.text("stdout"));
        output.printed(output.err(), result.text("stderr"));
        for (Map.Entry<String, @Nullable Object> value :
                result.object("values").fields().entrySet()) {
            output.line(Output.shown(value.getKey() + " = " + JsonObject.write(value.getValue())));
        }
        if (!state.equals("succeeded")) {
            output.note("task " + result.text("id") + " " + ended(state) + failure(result.object("failure")));
        }
        return ExitCodes.ofState(state);
    }

    private static String ended(String state) {
        return switch (state) {
            case "failed" -> "has failed";
            case "aborted" -> "was aborted";
            default -> "has timed out";
        };
    }

    private static String failure(JsonObject failure) {
        String text = failure.text("text");
        String words = text.isEmpty() ? failure.text("message") : text;
        return words.isEmpty() ? "" : ": " + Visible.of(words.stripTrailing());
    }

    /** Prints why a task stands where it does. */
    public int explain(long id, boolean stack) {
        Answer answer = api.send(Request.get("/tasks/" + id + "/explanation" + (stack ? "?stack=true" : "")));
        output.line(
                output.json()
                        ? answer.text()
                        : Visible.of(answer.object().text("text").stripTrailing()));
        return ExitCodes.DONE;
    }

    /** Aborts tasks, and says of each how it stands then. */
    public int abort(List<Long> ids, boolean interrupt) {
        String body = interrupt ? "{\"mode\":\"interrupt\"}" : "{}";
        return forEach(ids, id -> {
            Answer answer = api.send(Request.submit("/tasks/" + id + "/abort", body));
            JsonObject task = answer.object();
            String note = task.text("note");
            output.line(
                    output.json()
                            ? answer.text()
                            : "task " + id + " is " + task.text("state") + (note.isEmpty() ? "" : ": ")
                                    + Output.shown(note));
        });
    }

    /** Submits tasks that have ended again, and prints the new ids. */
    public int retry(List<Long> ids) {
        return forEach(ids, id -> {
            Answer answer = submitted("/tasks/" + id + "/retry", "{}", null);
            output.line(output.json() ? answer.text() : answer.object().text("id"));
        });
    }

    private interface Each {
        void accept(long id);
    }

    /** One that is refused does not keep the others from it. */
    private int forEach(List<Long> ids, Each each) {
        int code = ExitCodes.DONE;
        for (long id : ids) {
            try {
                each.accept(id);
            } catch (CallException e) {
                if (e.mayPass()) {
                    throw e; // the others would fare no better
                }
                output.note(String.valueOf(e.getMessage()));
                code = code == ExitCodes.DONE ? e.code() : code;
            }
        }
        return code;
    }
}
