package io.stoker.cli.chaos;

import io.stoker.client.TaskClient;
import io.stoker.task.Failure;
import io.stoker.task.StokerException;
import io.stoker.task.TaskResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the controller, task by task, how each one stands, by a client that has asked for nothing before. */
final class FinalAudit {
    private static final int AT_ONCE = 2_000;

    private final TaskClient tc;
    private final Duration timeout;

    /**
     * An audit.
     *
     * @param timeout how long any task may take to be answered
     */
    FinalAudit(TaskClient tc, Duration timeout) {
        this.tc = tc;
        this.timeout = timeout;
    }

    Map<Long, FinalState> of(List<Long> ids) {
        Map<Long, FinalState> states = new HashMap<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            Map<Long, CompletableFuture<FinalState>> asked = new HashMap<>();
            some.forEach(id -> asked.put(id, ask(id)));
            asked.forEach((id, state) -> states.put(id, state.join()));
        }
        return states;
    }

    private CompletableFuture<FinalState> ask(long id) {
        return tc.getTaskResultAsync(id)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle(this::state);
    }

    private FinalState state(@Nullable TaskResult result, @Nullable Throwable thrown) {
        if (result == null) {
            Throwable cause = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
            return new FinalState.Missing(
                    cause instanceof TimeoutException
                            ? "it has not ended within " + timeout.toSeconds() + " s"
                            : String.valueOf(cause));
        }
        Failure failure = result.failure();
        if (failure != null) {
            return new FinalState.Failed(failure.text() + " " + result.attempts());
        }
        try {
            return new FinalState.Answered(Workload.reply(result));
        } catch (StokerException | ClassCastException e) {
            return new FinalState.Failed("its result is not a reply: " + result);
        }
    }
}
