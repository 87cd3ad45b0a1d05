package io.stoker.client.multi;

/** What a call brings that brings nothing: it has been done on all of its targets. */
public enum Done {
    DONE;

    static Done of(Object parts) {
        return DONE;
    }
}
