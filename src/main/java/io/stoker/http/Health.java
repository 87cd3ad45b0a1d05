package io.stoker.http;

import akka.http.javadsl.model.HttpResponse;
import akka.management.javadsl.CheckResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the controller is alive, or ready. Everybody may ask, as often as they can: what was found out is the answer
 * for a while.
 */
final class Health {
    private static final Duration FRESH = Duration.ofMillis(500);

    private final String good;
    private final Supplier<CompletionStage<CheckResult>> checks;
    private final LongSupplier nanos;
    private @Nullable CompletionStage<State> latest;
    private long askedAt;

    /** @param trouble why it is not so, for people; null if it is */
    private record State(@Nullable String trouble) {}

    /**
     * One question about the controller.
     *
     * @param good the state if all is well, in a word
     * @param checks asks; must not wait
     * @param nanos a clock that is never set
     */
    Health(String good, Supplier<CompletionStage<CheckResult>> checks, LongSupplier nanos) {
        this.good = good;
        this.checks = checks;
        this.nanos = nanos;
    }

    /** @param withReason whether whoever asks may read more than the state */
    CompletionStage<HttpResponse> answer(boolean withReason) {
        return state().thenApply(state -> answer(state, withReason));
    }

    private HttpResponse answer(State state, boolean withReason) {
        String trouble = state.trouble;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", trouble == null ? good : "not " + good);
        if (trouble != null && withReason) {
            fields.put("reason", trouble);
        }
        return Answers.json(trouble == null ? 200 : 503, fields);
    }

    private synchronized CompletionStage<State> state() {
        CompletionStage<State> known = latest;
        long now = nanos.getAsLong();
        if (known == null || now - askedAt > FRESH.toNanos()) {
            known = checks.get()
                    .handle((result, failure) ->
                            new State(failure != null ? text(failure) : result.failure().orElse(null)));
            latest = known;
            askedAt = now;
        }
        return known;
    }

    /** What the check has said itself, and not those who called it. */
    private static String text(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof io.stoker.task.StokerException)) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
