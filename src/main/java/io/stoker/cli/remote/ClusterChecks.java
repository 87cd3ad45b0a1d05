package io.stoker.cli.remote;

import io.stoker.node.HostPort;
import io.stoker.node.HttpTarget;
import io.stoker.task.StokerException;
import io.stoker.task.Visible;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks at a cluster that is there: whether it serves, is reached in all ways, and has the same time. */
final class ClusterChecks {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int OK = 200;
    private static final Duration MOST_APART = Duration.ofSeconds(5);
    private static final int MOST_ENGINES = 64;
    private static final int MOST_NAMES = 8;
    private static final Pattern ADDRESS = Pattern.compile("akka://[^@]*@(\\[[^\\]]+]|[^:]+):(\\d{1,5})");

    private final Api api;
    private final InstantSource clock;

    /** @param clock of this machine */
    ClusterChecks(Api api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    List<Finding> all() {
        List<Finding> found = new ArrayList<>(http());
        if (found.stream().noneMatch(Finding::isProblem)) {
            found.addAll(engines());
        }
        return found;
    }

    /** Whether it is ready, and the time it tells. */
    private List<Finding> http() {
        HttpTarget target = api.target();
        try {
            HttpURLConnection call = target.open("GET", "/ready", target.token("read"), TIMEOUT_MILLIS);
            Instant sent = clock.instant();
            int status = call.getResponseCode();
            Instant answered = clock.instant();
            List<Finding> found = new ArrayList<>();
            if (status == OK) {
                found.add(Finding.ok("http", target.url() + " is ready"));
            } else {
                found.add(Finding.problem("http", target.url() + " is not ready: " + reason(call, status)));
            }
            long date = call.getHeaderFieldDate("Date", 0);
            if (date != 0) {
                found.add(clocks(Instant.ofEpochMilli(date), sent, answered));
            }
            return found;
        } catch (IOException e) {
            return List.of(Finding.problem(
                    "http",
                    target.name() + " does not answer at " + target.url() + ": "
                            + Visible.line(String.valueOf(e.getMessage()))));
        } catch (StokerException e) {
            return List.of(Finding.problem("http", String.valueOf(e.getMessage())));
        }
    }

    private static String reason(HttpURLConnection call, int status) throws IOException {
        byte[] body = call.getErrorStream() == null
                ? new byte[0]
                : call.getErrorStream().readAllBytes();
        try {
            JsonObject answer = JsonObject.parse(body);
            return answer.text("reason") + answer.text("detail");
        } catch (IllegalArgumentException e) {
            return "it answers " + status;
        }
    }

    /** The header has whole seconds. */
    static Finding clocks(Instant there, Instant sent, Instant answered) {
        Duration ahead = Duration.between(answered, there);
        Duration behind = Duration.between(there.plusSeconds(1), sent);
        Duration apart = ahead.compareTo(behind) > 0 ? ahead : behind;
        if (apart.compareTo(MOST_APART) <= 0) {
            return Finding.ok("clock", "the controller's clock says the same as this machine's");
        }
        return Finding.problem(
                "clock",
                "the controller's clock says " + there + ", and this machine's " + answered + ": set the one that is"
                        + " wrong; certificates, deadlines and times of tasks depend on them");
    }

    private List<Finding> engines() {
        List<JsonObject> engines;
        try {
            engines = api.send(Request.get("/engines")).object().objects("engines");
        } catch (StokerException e) {
            return List.of(Finding.problem("engines", String.valueOf(e.getMessage())));
        }
        if (engines.isEmpty()) {
            return List.of(Finding.problem(
                    "engines", "there are none, so that no task runs: start one with: scripts/stoker engine"));
        }
        List<Finding> found = new ArrayList<>();
        for (JsonObject engine : engines) {
            if (!engine.flag("reachable")) {
                found.add(Finding.problem(
                        "engines",
                        "the controller hears nothing of engine " + name(engine)
                                + ": look at that process, and whether its machine reaches the controller's port"));
            }
        }
        engines.stream().limit(MOST_ENGINES).forEach(engine -> reached(engine, found));
        if (found.isEmpty()) {
            found.add(Finding.ok(
                    "engines", engines.size() + ", which the controller hears, and which are reached from here"));
        }
        found.addAll(versions(engines));
        return found;
    }

    private List<Finding> versions(List<JsonObject> engines) {
        try {
            return versions(Status.ask(api), engines);
        } catch (StokerException e) {
            return List.of(Finding.problem("versions", String.valueOf(e.getMessage())));
        }
    }

    /** Whether the engines are the same Stoker, and have the same Java, as the controller. */
    static List<Finding> versions(JsonObject controller, List<JsonObject> engines) {
        String stoker = controller.text("version");
        String java = controller.text("java");
        List<Finding> found = new ArrayList<>();
        others(engines, "stoker", stoker)
                .forEach((version, which) -> found.add(Finding.problem(
                        "versions",
                        "the controller is Stoker " + stoker + ", and these engines are Stoker " + shown(version) + ": "
                                + names(which) + ". Start them again with the controller's Stoker")));
        others(engines, "java", java)
                .forEach((version, which) -> found.add(Finding.note(
                        "versions",
                        "the controller runs on Java " + java + ", and these engines on Java " + shown(version) + ": "
                                + names(which))));
        if (found.isEmpty()) {
            found.add(
                    Finding.ok("versions", "the controller and all engines are Stoker " + stoker + " on Java " + java));
        }
        return found;
    }

    /** The engines that have another value of a property than the controller, by that value. */
    private static Map<String, List<JsonObject>> others(List<JsonObject> engines, String property, String own) {
        return engines.stream()
                .filter(engine -> !value(engine, property).equals(own))
                .collect(Collectors.groupingBy(engine -> value(engine, property), TreeMap::new, Collectors.toList()));
    }

    private static String value(JsonObject engine, String property) {
        return engine.object("properties").text(property);
    }

    private static String shown(String version) {
        return version.isEmpty() ? "of an unknown version" : version;
    }

    private static String names(List<JsonObject> engines) {
        String first =
                engines.stream().limit(MOST_NAMES).map(ClusterChecks::name).collect(Collectors.joining(", "));
        return engines.size() <= MOST_NAMES ? first : first + " and " + (engines.size() - MOST_NAMES) + " more";
    }

    private static String name(JsonObject engine) {
        return engine.text("id") + " (pid " + engine.text("pid") + " on " + engine.text("host") + ")";
    }

    /** By direct calls, and by whoever submits Java functions. */
    private static void reached(JsonObject engine, List<Finding> found) {
        Matcher address = ADDRESS.matcher(engine.text("address"));
        if (address.matches()) {
            String host = address.group(1).replaceAll("[\\[\\]]", "");
            String trouble = trouble(new HostPort(host, Integer.parseInt(address.group(2))));
            if (!trouble.isEmpty()) {
                found.add(Finding.problem(
                        "engines",
                        "engine " + name(engine) + " is not reached from here, as Java clients on this machine must: "
                                + trouble + "; docs/network.md tells which ports to open"));
            }
        }
    }

    /** Whether the controller's own port takes connections. */
    static Finding controller(HostPort address) {
        String trouble = trouble(address);
        return trouble.isEmpty()
                ? Finding.ok("controller", "takes connections at " + address)
                : Finding.problem(
                        "controller",
                        "takes no connections: " + trouble + "; docs/network.md tells which ports to open");
    }

    /** Why nothing listens there; empty if something does. */
    private static String trouble(HostPort address) {
        String host =
                address.host().equals("0.0.0.0") ? "127.0.0.1" : address.host().equals("::") ? "::1" : address.host();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, address.port()), TIMEOUT_MILLIS);
            return "";
        } catch (IOException e) {
            return address + ": " + e.getMessage();
        }
    }
}
