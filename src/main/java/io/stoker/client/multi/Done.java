package io.stoker.client.multi;

import java.util.List;

/** What a call brings that brings nothing: it has been done on all of its targets. */
public enum Done {
    DONE;

    static Done of(List<?> parts) {
        return DONE;
    }
}
