package io.stoker.node;

/**
 * Where this process logs, for {@link OwnLogging}. Known without Logback, which a command that logs nothing never
 * loads.
 */
public final class LogTarget {
    /** Where Logback looks for a configuration that somebody has chosen. */
    static final String CONFIGURATION = "logback.configurationFile";

    static final String OUTPUT = "stoker:output";
    static final String FILE = "stoker:file:";

    private LogTarget() {}

    /** This process logs to standard output, unless the user has chosen a configuration of Logback's. */
    public static void toOutput() {
        System.getProperties().putIfAbsent(CONFIGURATION, OUTPUT);
    }

    /**
     * This process logs to {@code client.log}, beside the logs of the others of its profile, and not into what a person
     * reads. To be called before anything is logged. A configuration that somebody has chosen stays.
     */
    public static void toFile(Profile profile) {
        if (System.getProperty(CONFIGURATION, OUTPUT).equals(OUTPUT)) {
            System.setProperty(CONFIGURATION, FILE + profile.logs().resolve("client.log"));
        }
    }
}
