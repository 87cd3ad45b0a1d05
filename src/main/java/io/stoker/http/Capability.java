package io.stoker.http;

import java.util.Locale;

/** What a caller may do over HTTP. Each has those before it. */
public enum Capability {
    /** Looks at tasks, engines, members and results. */
    READ,
    /** Submits tasks, and aborts them. */
    SUBMIT,
    /** Does what changes the cluster itself. */
    OPERATE;

    /** As in a token's file name, and in what people read. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether who has this may do what asks for {@code least}. */
    public boolean includes(Capability least) {
        return compareTo(least) >= 0;
    }
}
