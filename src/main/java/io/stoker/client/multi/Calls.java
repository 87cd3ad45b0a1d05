package io.stoker.client.multi;

import akka.actor.typed.ActorRef;
import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.Patience;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** Makes direct calls and takes their answers apart; large values go beside them. */
final class Calls {
    private final FreeHeap heap = FreeHeap.ofThisJvm();
    private final Caller caller;
    private final Executor threads;

    Calls(Caller caller, Executor threads) {
        this.caller = caller;
        this.threads = threads;
    }

    /** A call whose answer brings values by name, encoded. */
    CompletableFuture<Map<String, byte[]>> values(CallLine line, CallLine.Wording wording) {
        CallLine.Call call = line.call((error, text) -> {});
        line.ready(call, wording);
        return values(line, call);
    }

    private CompletableFuture<Map<String, byte[]>> values(CallLine line, CallLine.Call call) {
        caller.ring();
        return over(line, call, call.answer().thenCompose(answer -> fetched(line, (ToCaller.Answered) answer)));
    }

    /** Makes the message of a call that brings values. */
    interface WithValues {
        ToDirect.Call message(ToDirect.Line line, long number, Map<String, Payload> values, ActorRef<ToCaller> replyTo);
    }

    /** A call that brings values. What does not fit into its message is brought to the engine before. */
    CompletableFuture<Map<String, byte[]>> bring(CallLine line, Freight freight, WithValues wording) {
        CallLine.Call call = line.call((error, text) -> {});
        CompletableFuture<?>[] uploads = freight.ahead().entrySet().stream()
                .map(value -> line.transfers().upload(value.getKey(), value.getValue(), Patience.endless()))
                .toArray(CompletableFuture<?>[]::new);
        var unused = CompletableFuture.allOf(uploads).whenComplete((done, failure) -> {
            if (failure == null) {
                line.ready(
                        call,
                        (header, number, replyTo) -> wording.message(header, number, freight.payloads(), replyTo));
            } else {
                line.fail(call, failure);
            }
            caller.ring();
        });
        return values(line, call);
    }

    /** An execution, or the memory of one. */
    CompletableFuture<ExecuteResult> executed(
            CallLine line, CallLine.Wording wording, BiConsumer<Boolean, String> prints) {
        CallLine.Call call = line.call(prints);
        line.ready(call, wording);
        caller.ring();
        return over(line, call, call.answer().thenApply(answer -> result(line, answer)));
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
                    caller.ring();
                },
                threads);
    }

    private CompletableFuture<Map<String, byte[]>> fetched(CallLine line, ToCaller.Answered answer) {
        if (answer.failure() != null) {
            return CompletableFuture.failedFuture(failed(line, answer.failure()));
        }
        heap.require(
                "the pulled values",
                Payload.stored(answer.values()).stream()
                        .mapToLong(StoredValue::size)
                        .sum());
        Map<String, CompletableFuture<byte[]>> parts = new LinkedHashMap<>();
        answer.values()
                .forEach((name, value) -> parts.put(
                        name,
                        value instanceof StoredValue stored
                                ? line.transfers().download(stored)
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
        return failure.kind() == Failure.Kind.CLEARED
                ? new QueueClearedException(line.id(), failure)
                : new CallFailedException(line.id(), failure);
    }
}
