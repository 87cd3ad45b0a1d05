package io.stoker.task;

/**
 * The events that were asked for are not there: they were deleted, because newer ones needed their room, or never were
 * in this ledger. None of those before {@link #oldest} can be had any more.
 */
public final class EventsGoneException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final EventId oldest;

    /** With where the events begin that are there. */
    public EventsGoneException(String message, EventId oldest) {
        super(message);
        this.oldest = oldest;
    }

    /** The place to go on from: all events that there are stand behind it. */
    public EventId oldest() {
        return oldest;
    }
}
