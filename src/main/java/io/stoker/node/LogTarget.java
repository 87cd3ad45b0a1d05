package io.stoker.node;

/**
 * Where this process logs, by {@link OwnLogging}. Known without Logback, which a command that logs nothing never loads.
 */
public final class LogTarget {
    /** Where Logback looks for a configuration that somebody has chosen; there ours is, too, for {@link OwnLogging}. */
    static final String CONFIGURATION = "logback.configurationFile";

    static final String OUTPUT = "stoker:output";
    static final String FILE = "stoker:file:";

    /** Names what SLF4J takes instead of looking for a service. */
    private static final String PROVIDER = "slf4j.provider";

    /** By its name alone, as it loads Logback. */
    private static final String OURS = "io.stoker.node.OwnLogging";

    /** From where on SLF4J itself prints what it does. */
    private static final String VERBOSITY = "slf4j.internal.verbosity";

    private LogTarget() {}

    /** This process logs to standard output, unless the user has chosen a configuration of Logback's. */
    public static void toOutput() {
        to(OUTPUT);
    }

    /**
     * This process logs to {@code client.log}, beside the logs of the others of its profile, and not into what a person
     * reads. To be called before anything is logged. A configuration that somebody has chosen stays.
     */
    public static void toFile(Profile profile) {
        to(FILE + profile.logs().resolve("client.log"));
    }

    private static void to(String target) {
        if (System.getProperty(CONFIGURATION, OUTPUT).equals(OUTPUT)) {
            System.setProperty(CONFIGURATION, target);
            System.setProperty(PROVIDER, OURS);
            System.getProperties().putIfAbsent(VERBOSITY, "WARN"); // for each start: which provider it was told to take
        }
    }
}
