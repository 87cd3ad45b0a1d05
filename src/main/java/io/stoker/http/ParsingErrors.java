package io.stoker.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import io.stoker.wire.BoundedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what is no request of HTTP. Akka loads it by its name in {@code reference.conf}, as an object of Scala's. */
public final class ParsingErrors extends ParsingErrorHandler {
    /** As the only instance of such an object is called. */
    @SuppressWarnings("checkstyle:ConstantName")
    public static final ParsingErrors MODULE$ = new ParsingErrors();

    private static final Logger LOG = LoggerFactory.getLogger(ParsingErrors.class);

    private final BoundedLog log = new BoundedLog(line -> LOG.warn("{}", line), System::nanoTime);

    private ParsingErrors() {}

    /** Says nothing of what was sent: only what is wrong with it. */
    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter akka, ServerSettings settings) {
        String summary = error.summary();
        synchronized (log) {
            log.error("refused what cannot be read as a request of HTTP (" + status.intValue() + "): " + summary);
        }
        return Answers.guarded(Answers.error(status.intValue(), summary));
    }
}
