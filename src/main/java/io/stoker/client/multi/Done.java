package io.stoker.client.multi;

/** The result of a call without a value: it succeeded on all of its targets. */
public enum Done {
    DONE;

    static Done of(Object parts) {
        return DONE;
    }
}
