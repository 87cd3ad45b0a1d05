package io.stoker.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something was not done, as in RFC 9457.
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param status of the answer
 * @param detail what is wrong and what to do, for people
 * @param exception the name of Java's exception for it; null if it never came to one
 * @param failure why the code has failed that was executed; null if none was
 * @param accepted the ids of tasks of the same request that were accepted; null if none was
 * @param controller where the controller is that serves, as host and port; null if this is that one, or there is none
 * @param http where to send the request instead, as {@code http://127.0.0.1:8558}; null if that is not known
 */
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String exception,
        @Nullable FailureDocument failure,
        @Nullable List<Long> accepted,
        @Nullable String controller,
        @Nullable String http) {

    /** With nothing but words. */
    public ProblemDocument(String title, int status, String detail) {
        this("about:blank", title, status, detail, null, null, null, null, null);
    }

    /** As well with the name of an exception. */
    public ProblemDocument of(Throwable failed) {
        return new ProblemDocument(
                type, title, status, detail, failed.getClass().getName(), failure, accepted, controller, http);
    }

    /** As well with the failure of code. */
    public ProblemDocument with(@Nullable FailureDocument why) {
        return new ProblemDocument(type, title, status, detail, exception, why, accepted, controller, http);
    }

    /** As well with what was done all the same; an empty list says nothing. */
    public ProblemDocument accepted(List<Long> ids) {
        return new ProblemDocument(
                type, title, status, detail, exception, failure, ids.isEmpty() ? null : ids, controller, http);
    }

    /** As well with where to ask instead. */
    public ProblemDocument at(@Nullable String address, @Nullable String url) {
        return new ProblemDocument(type, title, status, detail, exception, failure, accepted, address, url);
    }
}
