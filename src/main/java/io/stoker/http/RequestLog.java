package io.stoker.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import io.stoker.wire.BoundedLog;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the audit of refused requests, and the audit of those that change something. */
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS");
    private static final int MOST_SHOWN = 200;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final HttpAudit audit;
    private final BoundedLog log = new BoundedLog(line -> LOG.warn("{}", line), System::nanoTime);

    private long crowdedOut;
    private long crowdedSaidAt;

    RequestLog(HttpAudit audit) {
        this.audit = audit;
    }

    /** Called once for each request that was answered. */
    void answered(HttpRequest request, HttpResponse answer, @Nullable Caller known, InetSocketAddress from) {
        Caller caller = answer.getAttribute(Permission.CALLER).orElse(known); // of a link, the one that it lets in
        String refused = answer.getAttribute(Answers.REFUSED).orElse(null);
        String method = request.method().value();
        if (refused == null && CHANGE_NOTHING.contains(method) && !Links.isOpened(request)) {
            return;
        }
        HttpAudit.Event event = new HttpAudit.Event(
                caller == null ? null : caller.name(),
                from.getAddress().getHostAddress(),
                shown(method),
                shown(request.getUri().path()),
                answer.status().intValue(),
                refused,
                answer.getAttribute(Answers.IDS).orElse(Answers.Ids.NONE).ranges());
        if (refused != null) {
            refused(event.method() + " " + event.path() + " of " + (caller == null ? "" : event.caller() + " at ")
                    + event.address() + " is refused: " + refused);
        }
        audit.requested(event);
    }

    /** A connection without a request was closed to make room for another: said once a minute. */
    synchronized void crowded(int most) {
        crowdedOut++;
        long now = System.nanoTime();
        if (crowdedOut == 1 || now - crowdedSaidAt > MINUTE_NANOS) {
            LOG.warn(
                    "there are more than {} connections (stoker.http.max-connections): those that have no request for longest are closed, {} until now",
                    most,
                    crowdedOut);
            crowdedSaidAt = now;
        }
    }

    /** Also for what is no request that could be read. */
    synchronized void refused(String line) {
        log.error(line);
    }

    /** In one line, and no longer than a line is read. */
    private static String shown(String text) {
        return Visible.of(Utf8.head(text, MOST_SHOWN).replace('\n', ' ').replace('\t', ' '));
    }
}
