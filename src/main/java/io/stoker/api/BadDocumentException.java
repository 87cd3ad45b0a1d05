package io.stoker.api;

import io.stoker.task.StokerException;

/** A document that was sent is not as it must be; the message names the place in it. */
public final class BadDocumentException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String fault;

    public BadDocumentException(String fault) {
        this("", fault);
    }

    private BadDocumentException(String place, String fault) {
        super(place.isEmpty() ? fault : place + ": " + fault);
        this.place = place;
        this.fault = fault;
    }

    /** The same, in the part of this name of a larger document. */
    public BadDocumentException in(String part) {
        String path = place.isEmpty() || place.startsWith("[") ? part + place : part + "." + place;
        return new BadDocumentException(path, fault);
    }
}
