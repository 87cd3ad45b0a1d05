package io.stoker.api;

import io.stoker.task.StokerException;
import io.stoker.task.UnsendableValueException;
import java.util.function.Supplier;

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

    /**
     * What is made of a part of a document.
     *
     * @param part its name
     * @throws BadDocumentException that names the part, if it cannot be made
     */
    public static <T> T at(String part, Supplier<T> made) {
        try {
            return made.get();
        } catch (BadDocumentException e) {
            throw e.in(part);
        } catch (IllegalArgumentException | UnsendableValueException e) {
            throw new BadDocumentException(String.valueOf(e.getMessage())).in(part);
        }
    }

    /** The same, in the part of this name of a larger document. */
    public BadDocumentException in(String part) {
        String path = place.isEmpty() || place.startsWith("[") ? part + place : part + "." + place;
        return new BadDocumentException(path, fault);
    }
}
