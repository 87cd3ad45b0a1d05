package io.stoker.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import io.stoker.api.BadDocumentException;
import io.stoker.api.FailureDocument;
import io.stoker.api.ProblemDocument;
import io.stoker.client.multi.CallFailedException;
import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.TooManyCallsException;
import io.stoker.client.multi.UnknownEngineException;
import io.stoker.task.AlreadyAbortedException;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.ControllerUnreachableException;
import io.stoker.task.EngineLostException;
import io.stoker.task.EventsGoneException;
import io.stoker.task.KeyReusedException;
import io.stoker.task.LedgerChangedException;
import io.stoker.task.LedgerFullException;
import io.stoker.task.PartlyClearedException;
import io.stoker.task.PartlyPinnedException;
import io.stoker.task.PinnedException;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.UnknownTaskException;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.WaitTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of Java's exceptions a caller is told, and under which status. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int UNAVAILABLE = 503;

    /** The first that fits counts. */
    private static final Map<Class<? extends RuntimeException>, Integer> STATUS = statuses();

    private Problems() {}

    private static Map<Class<? extends RuntimeException>, Integer> statuses() {
        Map<Class<? extends RuntimeException>, Integer> all = new LinkedHashMap<>();
        all.put(ValueTooLargeException.class, 413);
        List.of(BadDocumentException.class, IllegalArgumentException.class, UnsendableValueException.class)
                .forEach(type -> all.put(type, 400));
        List.of(
                        UnknownTaskException.class,
                        UnknownEngineException.class,
                        PartlyPinnedException.class,
                        PartlyClearedException.class)
                .forEach(type -> all.put(type, 404));
        List.of(
                        AlreadyAbortedException.class,
                        AlreadyCompletedException.class,
                        PinnedException.class,
                        KeyReusedException.class)
                .forEach(type -> all.put(type, 409));
        all.put(EventsGoneException.class, 410);
        all.put(CallFailedException.class, 422);
        all.put(EngineLostException.class, 502);
        List.of(
                        LedgerFullException.class,
                        ControllerUnreachableException.class,
                        WaitTimeoutException.class,
                        LedgerChangedException.class,
                        TooManyCallsException.class,
                        UnavailableException.class)
                .forEach(type -> all.put(type, UNAVAILABLE));
        all.put(RefusedException.class, 422);
        return all;
    }

    /** The answer for what has failed. */
    static HttpResponse answer(HttpRequest request, Throwable failure) {
        Throwable cause = cause(failure);
        int status = status(cause);
        if (status == 500) {
            LOG.error("{} {} failed", request.method().value(), request.getUri().path(), cause);
        }
        HttpResponse answer = Answers.problem(document(status, cause));
        if (cause instanceof EventsGoneException gone) {
            return answer.addHeader(EventRoutes.goOnFrom(gone.oldest()));
        }
        return status == UNAVAILABLE ? answer.addHeader(RawHeader.create("Retry-After", "1")) : answer;
    }

    /** A call of a single engine fails with the failure of that engine. */
    private static Throwable cause(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof CompositeException all && all.parts().size() == 1
                ? all.parts().get(0).exception()
                : cause;
    }

    private static int status(Throwable cause) {
        return STATUS.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(cause))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(500);
    }

    private static ProblemDocument document(int status, Throwable cause) {
        String text = cause instanceof StokerException || status != 500
                ? String.valueOf(cause.getMessage())
                : "the controller cannot answer this: its log has the reason";
        ProblemDocument problem = Answers.document(status, text).of(cause);
        if (cause instanceof CallFailedException failed) {
            return problem.with(FailureDocument.of(failed.failure()));
        } else if (cause instanceof RefusedException refused) {
            return problem.accepted(refused.acceptedIds());
        }
        return cause instanceof UnavailableException elsewhere
                ? problem.at(elsewhere.controller(), elsewhere.http())
                : problem;
    }
}
