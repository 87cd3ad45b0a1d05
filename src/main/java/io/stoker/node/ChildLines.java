package io.stoker.node;

import java.util.function.Consumer;

/**
 * Tells the lines of a child that are meant for the launcher from those for its log. An empty line before one for the
 * launcher belongs to it ({@link LineProtocol#write}) and goes nowhere. Not thread-safe.
 */
final class ChildLines implements Consumer<String> {
    private final LineProtocol protocol;
    private final Consumer<String> events;
    private final Consumer<String> log;
    private boolean emptyIsHeld;

    /**
     * A reader of lines.
     *
     * @param events takes what is for the launcher, without its mark
     * @param log takes all others
     */
    ChildLines(LineProtocol protocol, Consumer<String> events, Consumer<String> log) {
        this.protocol = protocol;
        this.events = events;
        this.log = log;
    }

    @Override
    public void accept(String line) {
        String event = protocol.event(line).orElse(null);
        if (event != null) {
            emptyIsHeld = false;
            events.accept(event);
            return;
        }
        if (emptyIsHeld) {
            log.accept("");
        }
        emptyIsHeld = line.isEmpty();
        if (!emptyIsHeld) {
            log.accept(line);
        }
    }
}
