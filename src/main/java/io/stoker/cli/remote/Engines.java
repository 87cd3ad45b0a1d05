package io.stoker.cli.remote;

import java.util.List;
import java.util.Locale;

/** What a person sees of engines, and does with them. Each method returns the exit code. */
public final class Engines {
    private static final int MEBI = 1 << 20;

    private final Api api;
    private final Output output;

    /** For a cluster. */
    public Engines(Api api, Output output) {
        this.api = api;
        this.output = output;
    }

    /** Prints all of them. */
    public int list() {
        Answer answer = api.send(Request.get("/engines"));
        if (output.json()) {
            output.line(answer.text());
        } else {
            table(answer.object().objects("engines")).lines().forEach(output::line);
        }
        return ExitCodes.DONE;
    }

    /** Prints what is known of one, and what it runs. */
    public int show(long id) {
        Answer answer = api.send(Request.get("/engines/" + id));
        if (output.json()) {
            output.line(answer.text());
            return ExitCodes.DONE;
        }
        JsonObject engine = answer.object();
        field("engine", engine.text("id") + ", " + state(engine));
        field("process", engine.text("pid") + " on " + engine.text("host"));
        field("address", engine.text("address"));
        field("instance", engine.text("instance"));
        field("languages", String.join(", ", engine.texts("languages")));
        field("runs", engine.has("running") ? engine.text("running") : "nothing");
        field("waiting", String.join(", ", engine.texts("queue")));
        field("holds", engine.text("held"));
        engine.object("properties").fields().forEach((name, value) -> field("  " + name, String.valueOf(value)));
        return ExitCodes.DONE;
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            output.line(Output.shown(String.format(Locale.ROOT, "%-11s  %s", name, value)));
        }
    }

    /** Changes engines in one way. */
    public enum Change {
        /** It gets no more tasks. */
        DRAIN("gets no more tasks"),
        /** It gets tasks again. */
        RESUME("gets tasks again");

        private final String words;

        Change(String words) {
            this.words = words;
        }

        /** The command for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Does that with all of these; one that is refused does not keep the others from it. */
    public int change(Change change, List<Long> ids) {
        int code = ExitCodes.DONE;
        for (long id : ids) {
            try {
                Answer answer = api.send(Request.operate("POST", "/engines/" + id + "/" + change.word()));
                output.line(
                        output.json() && !answer.text().isEmpty()
                                ? answer.text()
                                : output.json() ? "{\"id\":" + id + "}" : "engine " + id + " " + change.words);
            } catch (CallException e) {
                if (e.mayPass()) {
                    throw e;
                }
                output.note(String.valueOf(e.getMessage()));
                code = code == ExitCodes.DONE ? e.code() : code;
            }
        }
        return code;
    }

    private static Columns table(List<JsonObject> engines) {
        Columns columns = new Columns("(id)", "state", "(holds)", "host", "(pid)", "(heap)", "languages", "address");
        engines.forEach(engine -> columns.row(
                engine.text("id"),
                state(engine),
                engine.text("held"),
                Output.shown(engine.text("host")),
                engine.text("pid"),
                heap(engine),
                String.join(",", engine.texts("languages")),
                Output.shown(engine.text("address"))));
        return columns;
    }

    private static String heap(JsonObject engine) {
        long bytes = engine.object("properties").number("heap");
        return bytes == 0 ? "" : bytes / MEBI + "m";
    }

    static String state(JsonObject engine) {
        return !engine.flag("reachable")
                ? "silent"
                : engine.flag("draining") ? "draining" : engine.number("held") > 0 ? "busy" : "idle";
    }
}
