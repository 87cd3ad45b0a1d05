package io.stoker.cli.trial;

import io.stoker.node.Profile;

/** Where this JVM logs while it is a client: beside the others of its profile, and not into what a person reads. */
public final class OwnLog {
    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String USUAL = "io/stoker/logback.xml";

    private OwnLog() {}

    /** To be called before anything is logged. A configuration that somebody has chosen stays. */
    public static void keepIn(Profile profile) {
        if (System.getProperty(CONFIGURATION, USUAL).equals(USUAL)) {
            System.setProperty(
                    OwnLogAppender.FILE, profile.logs().resolve("client.log").toString());
            System.setProperty(CONFIGURATION, "io/stoker/logback-file.xml");
        }
    }
}
