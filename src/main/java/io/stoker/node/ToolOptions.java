package io.stoker.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The options that a person gives to every JVM by an environment variable. A debugger or an agent at a fixed port can
 * be had by one JVM only: the next one that wants it ends at its start. So the first one has it, and those that it
 * starts do without.
 */
final class ToolOptions {
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** One that waits for a debugger at a port of its own choice, or looks for one, is in nobody's way. */
    private static final Pattern DEBUGGER = Pattern.compile(
            "-(agentlib:jdwp=|Xrunjdwp:)(?=.*\\bserver=y\\b).*" + "\\baddress=([^,]*:)?[1-9][0-9]*\\b.*");

    private static final Pattern AGENT =
            Pattern.compile("-Dcom\\.sun\\.management\\.jmxremote(\\.rmi)?\\.port=[1-9][0-9]*"
                    // Others name a port so, unless it is another program's.
                    + "|-(javaagent|agentpath|agentlib):[^=]+=(?!.*tcpclient)(.*,)?port=[1-9][0-9]*\\b.*"
                    // The exporter of metrics that is found most has [HOST:]PORT:FILE.
                    + "|-javaagent:[^=]+=([^:,=]+:)?[1-9][0-9]{1,4}(:.*)?");

    /** What only a controller needs to know. */
    private static final Pattern DATABASE = Pattern.compile("-Dstoker\\.postgresql\\..*");

    private ToolOptions() {}

    /**
     * Leaves out of the environment of a process to be started what only one JVM can have.
     *
     * @param say hears a line for each option that is left out
     */
    static void leaveOutFixedPorts(Map<String, String> environment, Consumer<String> say) {
        leaveOut(
                environment,
                option -> DEBUGGER.matcher(option).matches()
                        || AGENT.matcher(option).matches(),
                (variable, option) -> say.accept(variable + ": " + option
                        + " is used by the first JVM only, because two cannot listen on one port; "
                        + "the JVMs that it starts do not get it"));
    }

    /** Leaves the settings of the database out of the environment of a process that runs everybody's code. */
    static void leaveOutDatabase(Map<String, String> environment) {
        leaveOut(environment, option -> DATABASE.matcher(option).matches(), (variable, option) -> {});
    }

    private static void leaveOut(
            Map<String, String> environment, Predicate<String> which, BiConsumer<String, String> say) {
        for (String variable : VARIABLES) {
            String options = environment.get(variable);
            if (options != null) {
                environment.put(variable, without(options, which, option -> say.accept(variable, option)));
            }
        }
    }

    private static String without(String options, Predicate<String> which, Consumer<String> say) {
        List<String> kept = new ArrayList<>();
        for (String option : options.trim().split("\\s+")) {
            if (which.test(option)) {
                say.accept(option);
            } else {
                kept.add(option);
            }
        }
        return kept.size() == options.trim().split("\\s+").length ? options : String.join(" ", kept);
    }
}
