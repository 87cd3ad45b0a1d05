package io.stoker.http;

import akka.http.javadsl.model.HttpResponse;
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
    static final Duration FRESH = Duration.ofMillis(500);

    private final String good;
    private final Supplier<CompletionStage<@Nullable String>> check;
    private final LongSupplier nanos;
    private @Nullable CompletionStage<@Nullable String> latest;
    private long askedAt;

    /**
     * One question about the controller.
     *
     * @param good the state if all is well, in a word
     * @param check finds out why it is not so, null if it is; must not wait
     * @param nanos a clock that is never set
     */
    Health(String good, Supplier<CompletionStage<@Nullable String>> check, LongSupplier nanos) {
        this.good = good;
        this.check = check;
        this.nanos = nanos;
    }

    /**
     * The state, and 200 or 503 for it.
     *
     * @param withReason whether the caller may read more than that
     */
    CompletionStage<HttpResponse> answer(boolean withReason) {
        return latest().thenApply(trouble -> {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("state", trouble == null ? good : "not " + good);
            if (trouble != null && withReason) {
                fields.put("reason", trouble);
            }
            return Answers.json(trouble == null ? 200 : 503, fields);
        });
    }

    private synchronized CompletionStage<@Nullable String> latest() {
        CompletionStage<@Nullable String> known = latest;
        long now = nanos.getAsLong();
        if (known == null || now - askedAt > FRESH.toNanos()) {
            known = check.get();
            latest = known;
            askedAt = now;
        }
        return known;
    }
}
