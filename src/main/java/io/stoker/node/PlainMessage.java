package io.stoker.node;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %msg} in the logs of Stoker's processes: no text of a task begins a line of its own. */
public final class PlainMessage extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return PlainText.indented(String.valueOf(super.convert(event)));
    }
}
