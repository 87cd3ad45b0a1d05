package io.stoker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps the lines of the log that tell of an exception, as they do of every actor that is started again. */
public final class Exceptions implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null && event.getLevel().isGreaterOrEqual(Level.WARN)) {
                String place = thrown.getStackTraceElementProxyArray().length == 0
                        ? ""
                        : " "
                                + List.of(thrown.getStackTraceElementProxyArray())
                                        .subList(0, Math.min(6, thrown.getStackTraceElementProxyArray().length));
                lines.add(event.getLoggerName() + ": " + event.getFormattedMessage() + ": " + thrown.getClassName()
                        + ": " + thrown.getMessage() + place);
            }
        }
    };

    public Exceptions() {
        appender.start();
        root.addAppender(appender);
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.detachAppender(appender);
    }
}
