package io.stoker.client.multi;

import io.stoker.task.Code;
import io.stoker.task.FunctionBody;
import io.stoker.task.InlineLimit;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.Utf8;
import io.stoker.task.ValueDecoder;
import io.stoker.wire.ToDirect;
import io.stoker.wire.values.OutboundValues;
import io.stoker.wire.values.ValueClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * A Java function as calls bring it to engines.
 *
 * @param text what people see of it
 * @param code where its classes are
 * @param function the written function, or what goes ahead of it
 * @param bundles its classes
 * @param decoder reads what it returns and throws
 */
public record OutboundFunction(String text, Code code, OutboundValues function, Bundles bundles, ValueDecoder decoder) {
    /** How much people see of it. */
    private static final int LONGEST_TEXT = 1_000;

    /** Bundles of classes, which the controller's store has to have before an engine needs them. */
    public interface Bundles {

        /** Brings those that may not be there; each of these completes when one is. May be cancelled. */
        List<CompletableFuture<Void>> bring();

        /** An engine has not found all of them. */
        void lost();
    }

    /**
     * Of a function that is written.
     *
     * @throws io.stoker.task.ValueTooLargeException if the names of its bundles are too many for a message
     */
    public static OutboundFunction of(FunctionBody body, InlineLimit limit, Bundles bundles, ValueDecoder decoder) {
        String text = Utf8.head(body.text(), LONGEST_TEXT);
        byte[] written = ((Payload.Inline) body.function()).bytes();
        long beside = Utf8.length(text)
                + (long) StoredValue.INLINE_BYTES * body.code().bundles().size();
        OutboundValues function = OutboundValues.of(
                Map.of(FunctionBody.FUNCTION, written), beside, limit, "the function and the names of its classes");
        return new OutboundFunction(text, body.code(), function, bundles, decoder);
    }

    /**
     * Brings what has to be there before the call: to the engine the function, if it is large, and to the store its
     * classes.
     */
    List<CompletableFuture<Void>> bring(ValueClient engine) {
        List<CompletableFuture<Void>> ahead = new ArrayList<>(function.bring(engine));
        ahead.addAll(bundles.bring());
        return ahead;
    }

    /**
     * The call.
     *
     * @param method what it is to its caller
     * @param live whether what it prints is to be told while it runs
     */
    ToDirect.CallFunction call(String method, boolean live) {
        Payload written = Objects.requireNonNull(function.payloads().get(FunctionBody.FUNCTION));
        return new ToDirect.CallFunction(method, text, code, written, live);
    }
}
