package io.stoker.cli.remote;

import io.stoker.cli.remote.JsonObject.Raw;
import io.stoker.node.ConnectionFile;
import io.stoker.node.ConnectionInfo;
import io.stoker.node.HttpTarget;
import io.stoker.node.NoClusterException;
import io.stoker.node.Profile;
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
     * @param profile of the cluster; null if it runs elsewhere, and only its address is known
     * @return the exit code
     * @throws NoClusterException if none runs under the profile
     */
    public int print(@Nullable Profile profile) {
        ConnectionInfo connection = profile == null ? null : ConnectionFile.read(profile);
        JsonObject counts = api.send(Request.get("/counts")).object();
        List<JsonObject> engines = api.send(Request.get("/engines")).object().objects("engines");
        HttpTarget target = api.target();
        if (output.json()) {
            output.line(json(profile, connection, counts, engines));
            return ExitCodes.DONE;
        }
        if (profile != null && connection != null) {
            field("profile", profile.name() + ", " + profile.folder());
            field(
                    "controller",
                    connection.controller() + ", pid " + connection.pid() + ", version " + connection.version()
                            + ", since " + connection.started());
            field("ledger", connection.ledger());
        }
        field("engines", engines(engines));
        field("tasks", tasks(counts));
        field("HTTP", target.url() + ", ready");
        if (profile != null) {
            field("  browser", profile.command("link"));
        }
        field(
                "  curl",
                "curl " + target.curlOptions() + "-H \"Authorization: Bearer $(cat " + target.readToken() + ")\" "
                        + target.url() + Request.API + "/counts");
        return ExitCodes.DONE;
    }

    private String json(
            @Nullable Profile profile,
            @Nullable ConnectionInfo connection,
            JsonObject counts,
            List<JsonObject> engines) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        if (profile != null && connection != null) {
            all.put("profile", profile.name());
            all.put("folder", profile.folder());
            all.put("connection", new Raw(connection.toJson()));
        }
        all.put("url", api.target().url());
        all.put("counts", counts.fields());
        all.put("engines", engines.size());
        all.put("silent", silent(engines));
        return JsonObject.write(all);
    }

    private void field(String name, String text) {
        output.line(name + " ".repeat(Math.max(1, 13 - name.length())) + Output.shown(text));
    }

    static String engines(List<JsonObject> engines) {
        long silent = silent(engines);
        long busy = engines.stream()
                .filter(engine -> engine.number("held") > 0 && engine.flag("reachable"))
                .count();
        return engines.size()
                + (engines.isEmpty() ? "" : ", " + busy + " busy")
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
