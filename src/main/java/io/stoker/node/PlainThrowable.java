package io.stoker.node;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/** {@code %ex} in the logs of Stoker's processes: no message of an exception begins a line of its own. */
public final class PlainThrowable extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(thrown)
                .lines()
                .map(PlainThrowable::line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(String line) {
        boolean ofTrace = line.startsWith("\t") || line.startsWith("Caused by: ");
        return (ofTrace ? "" : "    ") + PlainText.oneLine(line);
    }
}
