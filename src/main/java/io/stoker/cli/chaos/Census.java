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
final class Census {
    private static final int AT_ONCE = 2_000;

    private final TaskClient tc;
    private final Duration patience;

    /**
     * A census.
     *
     * @param patience how long any task may take to be answered
     */
    Census(TaskClient tc, Duration patience) {
        this.tc = tc;
        this.patience = patience;
    }

    Map<Long, Standing> of(List<Long> ids) {
        Map<Long, Standing> standings = new HashMap<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            Map<Long, CompletableFuture<Standing>> asked = new HashMap<>();
            some.forEach(id -> asked.put(id, ask(id)));
            asked.forEach((id, standing) -> standings.put(id, standing.join()));
        }
        return standings;
    }

    private CompletableFuture<Standing> ask(long id) {
        return tc.getTaskResultAsync(id)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle(this::standing);
    }

    private Standing standing(@Nullable TaskResult result, @Nullable Throwable thrown) {
        if (result == null) {
            Throwable cause = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
            return new Standing.Missing(
                    cause instanceof TimeoutException
                            ? "it has not ended within " + patience.toSeconds() + " s"
                            : String.valueOf(cause));
        }
        Failure failure = result.failure();
        if (failure != null) {
            return new Standing.Failed(failure.text() + " " + result.attempts());
        }
        try {
            return new Standing.Answered(Quiz.reply(result));
        } catch (StokerException | ClassCastException e) {
            return new Standing.Failed("its result is not a reply: " + result);
        }
    }
}
