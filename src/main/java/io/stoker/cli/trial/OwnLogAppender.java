package io.stoker.cli.trial;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;

/**
 * Appends to the file that {@link OwnLog} has chosen. It is not written into the configuration as a variable: Logback
 * would take what the path itself has of <code>${…}</code> for variables, too.
 */
public final class OwnLogAppender extends FileAppender<ILoggingEvent> {
    /** The system property that names the file. */
    static final String FILE = "client.log";

    @Override
    public void start() {
        setFile(System.getProperty(FILE));
        super.start();
    }
}
