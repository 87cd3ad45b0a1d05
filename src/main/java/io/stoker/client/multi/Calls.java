package io.stoker.client.multi;

import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.StoredValue;
import io.stoker.task.ValueDecoder;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.OutboundValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes direct calls and takes their answers apart; large values go beside them. */
final class Calls {
    private final FreeHeap heap = FreeHeap.ofThisJvm();
    private final DirectSession directSession;
    private final Executor threads;

    Calls(DirectSession directSession, Executor threads) {
        this.directSession = directSession;
        this.threads = threads;
    }

    /** A call whose answer brings values by name, encoded. */
    CompletableFuture<Map<String, byte[]>> values(CallLine line, ToDirect.Call message) {
        return values(line, line.call(message, true, (error, text) -> {}));
    }

    /** Lets what waits fail; brings nothing. */
    CompletableFuture<Map<String, byte[]>> clearQueue(CallLine line) {
        return values(line, line.clearQueue());
    }

    private CompletableFuture<Map<String, byte[]>> values(CallLine line, CallLine.Call call) {
        directSession.wake();
        return over(line, call, call.answer.thenCompose(answer -> fetched(line, (ToCaller.Answered) answer)));
    }

    /** A call that brings values. What does not fit into its message is brought to the engine before. */
    CompletableFuture<Map<String, byte[]>> bring(CallLine line, OutboundValues values, ToDirect.Call message) {
        CallLine.Call call = line.call(message, false, (error, text) -> {});
        sendAfter(line, call, values.bring(line.values()));
        return values(line, call);
    }

    /** The call waits for what goes ahead of it, and fails if that does. */
    private void sendAfter(CallLine line, CallLine.Call call, List<CompletableFuture<Void>> ahead) {
        var unused = CompletableFuture.allOf(ahead.toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        line.ready(call);
                    } else {
                        line.fail(call, failure);
                    }
                    directSession.wake();
                });
        // It may fail before they have ended, and they are of no use then.
        var unusedToo = call.answer.whenComplete((answer, failure) -> ahead.forEach(one -> one.cancel(false)));
    }

    /**
     * Calls a Java function. It is brought to the engine before if it is large, and its classes to the store.
     *
     * @param method what the call is to its caller
     * @return what the function returns
     */
    CompletableFuture<@Nullable Object> function(
            CallLine line, OutboundFunction function, String method, Prints prints) {
        ToDirect.CallFunction message = function.call(method, prints.areWanted());
        CallLine.Call first = line.call(message, false, prints.of(line));
        sendAfter(line, first, function.bring(line.values()));
        return over(line, first, first.answer.thenCompose(answer -> {
                    CallLine.Call again = isMissing(answer) ? again(line, first, function, message, prints) : null;
                    return again == null
                            ? ended(line, answer)
                            : over(line, again, again.answer.thenCompose(other -> ended(line, other)));
                }))
                .thenApply(ended -> ended.value(line, function.decoder()));
    }

    private static boolean isMissing(ToCaller.Answer answer) {
        Failure failure = ((ToCaller.Answered) answer).failure();
        return failure != null
                && failure.kind() == Failure.Kind.SYSTEM
                && failure.type().equals(ToDirect.CallFunction.MISSING_CLASSES);
    }

    /**
     * Makes a call again that was not begun, because the store has lost classes; null if it would come out of its turn.
     */
    private CallLine.@Nullable Call again(
            CallLine line, CallLine.Call first, OutboundFunction function, ToDirect.Call message, Prints prints) {
        function.bundles().lost();
        CallLine.Call again = line.again(first, message, prints.of(line));
        if (again != null) {
            sendAfter(line, again, function.bring(line.values()));
        }
        return again;
    }

    /** How a call of a Java function has ended, with what it has brought, encoded. */
    private record Ended(@Nullable Failure failure, Map<String, byte[]> values) {
        @Nullable
        Object value(CallLine line, ValueDecoder decoder) {
            byte[] bytes = values.get(ResultBody.VALUE);
            if (failure != null) {
                throw failed(line, failure, bytes == null ? null : decoder.thrown(bytes));
            }
            return decoder.value(Objects.requireNonNull(bytes, "the value is missing"));
        }
    }

    private CompletableFuture<Ended> ended(CallLine line, ToCaller.Answer answer) {
        ToCaller.Answered answered = (ToCaller.Answered) answer;
        return fetched(line, answered.values()).thenApply(values -> new Ended(answered.failure(), values));
    }

    /** An execution, or the memory of one. */
    CompletableFuture<ExecuteResult> executed(
            CallLine line, ToDirect.Call message, BiConsumer<Boolean, String> prints) {
        CallLine.Call call = line.call(message, true, prints);
        directSession.wake();
        return over(line, call, call.answer.thenApply(answer -> result(line, answer)));
    }

    private static ExecuteResult result(CallLine line, ToCaller.Answer answer) {
        if (answer instanceof ToCaller.Executed e) {
            return new ExecuteResult(
                    line.id(), e.execution(), e.source(), e.stdout(), e.stderr(), e.display(), e.failure());
        }
        Failure failure = ((ToCaller.Answered) answer).failure();
        throw failed(line, Objects.requireNonNull(failure));
    }

    /**
     * When the answer is here whole, or will not come, the engine may forget it. What is made of it, which takes its
     * time with a large value, is made on another thread than the one that it came by.
     */
    private <T> CompletableFuture<T> over(CallLine line, CallLine.Call call, CompletableFuture<T> result) {
        return result.whenCompleteAsync(
                (value, failure) -> {
                    line.over(call);
                    directSession.wake();
                },
                threads);
    }

    private CompletableFuture<Map<String, byte[]>> fetched(CallLine line, ToCaller.Answered answer) {
        return answer.failure() == null
                ? fetched(line, answer.values())
                : CompletableFuture.failedFuture(failed(line, answer.failure()));
    }

    private CompletableFuture<Map<String, byte[]>> fetched(CallLine line, Map<String, Payload> payloads) {
        heap.require(
                "the pulled values",
                Payload.stored(payloads).stream().mapToLong(StoredValue::size).sum());
        Map<String, CompletableFuture<byte[]>> parts = new LinkedHashMap<>();
        payloads.forEach((name, value) -> parts.put(
                name,
                value instanceof StoredValue stored
                        ? line.values().fetch(stored)
                        : CompletableFuture.completedFuture(((Payload.Inline) value).bytes())));
        return CompletableFuture.allOf(parts.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, byte[]> values = new LinkedHashMap<>();
                    parts.forEach((name, part) -> values.put(name, part.join()));
                    return values;
                });
    }

    /** What has failed a future, without what futures wrap it in. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    static CallFailedException failed(CallLine line, Failure failure) {
        return failed(line, failure, null);
    }

    /** @param thrown what a Java function has thrown; null if there is nothing of that */
    private static CallFailedException failed(CallLine line, Failure failure, @Nullable Throwable thrown) {
        return failure.kind() == Failure.Kind.CLEARED
                ? new QueueClearedException(line.id(), failure)
                : new CallFailedException(line.id(), failure, thrown);
    }
}
