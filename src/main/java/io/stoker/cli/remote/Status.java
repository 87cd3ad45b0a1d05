package io.stoker.cli.remote;

import io.stoker.node.HttpTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a cluster stands, on a few lines. */
public final class Status {
    private final Api api;
    private final Output output;

    /** For a cluster. */
    public Status(Api api, Output output) {
        this.api = api;
        this.output = output;
    }

    /**
     * Prints it.
     *
     * @param about what is known of the cluster beside what it tells, in lines of a name and a text
     * @param link the command that lets a browser in; null if there is none
     * @return the exit code
     */
    public int print(Map<String, String> about, @Nullable String link) {
        JsonObject counts = api.send(Request.get("/counts")).object();
        List<JsonObject> engines = api.send(Request.get("/engines")).object().objects("engines");
        HttpTarget target = api.target();
        if (output.json()) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(about);
            all.put("url", target.url());
            all.put("counts", counts.fields());
            all.put("engines", engines.size());
            all.put("silent", silent(engines));
            output.line(JsonObject.write(all));
            return ExitCodes.DONE;
        }
        about.forEach(this::field);
        field("engines", engines(engines));
        field("tasks", tasks(counts));
        field("HTTP", target.url() + ", ready");
        if (link != null) {
            field("  browser", link);
        }
        field(
                "  curl",
                "curl " + target.curlOptions() + "-H \"Authorization: Bearer $(cat " + target.readToken() + ")\" "
                        + target.url() + Request.API + "/counts");
        return ExitCodes.DONE;
    }

    private void field(String name, String text) {
        output.line(name + " ".repeat(Math.max(1, 13 - name.length())) + Output.shown(text));
    }

    static String engines(List<JsonObject> engines) {
        long silent = silent(engines);
        long busy = engines.stream()
                .filter(engine -> engine.number("held") > 0 && engine.flag("reachable"))
                .count();
        return engines.size() + (engines.isEmpty() ? "" : ", " + busy + " busy")
                + (silent == 0 ? "" : ", " + silent + " silent");
    }

    private static long silent(List<JsonObject> engines) {
        return engines.stream().filter(engine -> !engine.flag("reachable")).count();
    }

    static String tasks(JsonObject counts) {
        return counts.number("pending") + " pending, " + counts.number("scheduled") + " scheduled, "
                + counts.number("succeeded") + " succeeded, " + counts.number("failed") + " failed, "
                + counts.number("aborted") + " aborted";
    }
}
