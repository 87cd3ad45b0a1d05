package io.stoker.node;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;

/**
 * A line of a log: time, level, the logger's last word, the attempt that the thread runs, message, and an exception
 * below it. Text of tasks may have line breaks and control characters; they are escaped, so that it cannot fake a line.
 */
final class PlainLayout extends LayoutBase<ILoggingEvent> {
    private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd HH:mm:ss.SSS");
    private final PlainThrowable thrown = new PlainThrowable();

    @Override
    public void start() {
        thrown.setContext(getContext());
        thrown.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String logger = event.getLoggerName();
        StringBuilder line = new StringBuilder(time.format(event.getTimeStamp())).append(' ');
        String level = event.getLevel().toString();
        line.append(level).append(" ".repeat(Math.max(0, 5 - level.length()))).append(' ');
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length());
        String task = event.getMDCPropertyMap().get("taskId");
        if (task != null) {
            line.append(" [task ").append(PlainText.oneLine(task)).append(']');
        }
        line.append(" - ");
        return line.append(PlainText.indented(String.valueOf(event.getFormattedMessage())))
                .append('\n')
                .append(thrown.convert(event))
                .toString();
    }
}
