package io.stoker.cli.remote;

import io.stoker.node.HttpTarget;
import io.stoker.node.Profile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a cluster stands, on a few lines. */
public final class Status {
    private static final String PATH = "/status";

    private final Api api;
    private final Output output;

    /** For a cluster. */
    public Status(Api api, Output output) {
        this.api = api;
        this.output = output;
    }

    /** What the controller tells of itself, its ledger and its engines. */
    static JsonObject ask(Api api) {
        return api.send(Request.get(PATH)).object();
    }

    /**
     * Prints it.
     *
     * @param profile of the cluster; null if it runs elsewhere, and only its address is known
     * @return the exit code
     */
    public int print(@Nullable Profile profile) {
        JsonObject status = ask(api);
        HttpTarget target = api.target();
        if (output.json()) {
            output.line(json(profile, target, status));
            return ExitCodes.DONE;
        }
        if (profile != null) {
            field("profile", profile.name() + ", " + profile.folder());
        }
        field(
                "controller",
                status.text("address") + ", pid " + status.text("pid") + ", Stoker " + status.text("version")
                        + " on Java " + status.text("java") + ", serves since " + status.text("since"));
        field("ledger", ledger(status.object("ledger")));
        field("engines", engines(status));
        field("clients", status.text("clients"));
        field("tasks", tasks(status.object("tasks")));
        field("HTTP", target.url() + ", ready");
        if (profile != null) {
            field("  browser", profile.command("link"));
        }
        field(
                "  curl",
                "curl " + target.curlOptions() + "-H \"Authorization: Bearer $(cat " + target.readToken() + ")\" "
                        + target.url() + Request.API + PATH);
        return ExitCodes.DONE;
    }

    private static String json(@Nullable Profile profile, HttpTarget target, JsonObject status) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        if (profile != null) {
            all.put("profile", profile.name());
            all.put("folder", profile.folder());
        }
        all.put("url", target.url());
        all.putAll(status.fields());
        return JsonObject.write(all);
    }

    private void field(String name, String text) {
        output.line(name + " ".repeat(Math.max(1, 13 - name.length())) + Output.shown(text));
    }

    private static String ledger(JsonObject ledger) {
        String kind = ledger.text("kind");
        String place = ledger.text("place");
        return kind
                + (place.equals(kind) ? "" : ", " + place)
                + (ledger.has("trouble") ? "; takes no new tasks: " + ledger.text("trouble") : "");
    }

    private static String engines(JsonObject status) {
        long silent = status.number("silent");
        return status.number("engines") + (silent == 0 ? "" : ", " + silent + " silent");
    }

    static String tasks(JsonObject counts) {
        return counts.number("pending") + " pending, " + counts.number("scheduled") + " scheduled, "
                + counts.number("succeeded") + " succeeded, " + counts.number("failed") + " failed, "
                + counts.number("aborted") + " aborted";
    }
}
