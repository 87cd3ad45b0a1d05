package io.stoker.client;

import com.typesafe.config.Config;
import io.stoker.task.Durations;
import io.stoker.task.EngineInfo;
import io.stoker.task.Explanation;
import io.stoker.task.KeyReusedException;
import io.stoker.task.Names;
import io.stoker.task.Query;
import io.stoker.task.Task;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSummary;
import io.stoker.task.UnknownTaskException;
import io.stoker.wire.Membership;
import io.stoker.wire.Once;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The client that lives on a controller's own cluster node, for what its HTTP interface is asked to do. It speaks to
 * the controller of its own node and to no other: while that stands by, nothing is sent.
 *
 * <p>It shows nothing to be let in but the pass of its node. A controller takes this for a client's right only if the
 * node is its own: it has sent that pass to its own address, where no other node can have got it, so that whoever has
 * it lives in the controller's JVM. Who asks for something over HTTP has shown a token before.
 */
public final class OwnNodeClient implements AutoCloseable {
    private final ClientSession session;
    private final ClientSettings settings;
    private final Stoker stoker;

    private OwnNodeClient(Membership node, ClientSettings settings) {
        this.settings = settings;
        session = new ClientSession(true);
        stoker = new Stoker(settings, node, () -> {}, session);
    }

    /**
     * A new one.
     *
     * @param node the controller's; closed by its owner, after this
     * @param config whose settings of clients are used
     */
    public static OwnNodeClient on(Membership node, Config config) {
        return new OwnNodeClient(node, ClientSettings.from(config));
    }

    /** Whether the controller of this node serves, as far as it has said. */
    public boolean isServed() {
        return session.controller() != null;
    }

    /** The host and port of the controller that serves in place of this node's; empty if none is known. */
    public String elsewhere() {
        return session.elsewhere();
    }

    /** Where the HTTP interface of the controller is that serves, this node's or another; empty if none is known. */
    public String http() {
        return session.http();
    }

    /** The usual calls of a client. */
    public Stoker stoker() {
        return stoker;
    }

    /**
     * Submits tasks once, whoever does it: the same tasks under the same key have the same ids for at least a day, also
     * after the death of the controller or of its node.
     *
     * @param key null to submit them anyway
     * @return their ids, in order; fails with {@link KeyReusedException} if other tasks were submitted under the key,
     *     or so long ago that their ids are forgotten
     */
    public CompletableFuture<long[]> submit(List<Task> tasks, @Nullable String key) {
        return key == null
                ? stoker.taskClient().runAllAsync(tasks)
                : once(stoker.submitting().idsOnce(tasks, Terms.once(OnceId.of(key))), key);
    }

    private static <T> CompletableFuture<T> once(CompletableFuture<T> submission, String key) {
        return submission.exceptionally(failure -> {
            throw failure instanceof KeyReusedException
                    ? reused(key)
                    : failure instanceof RuntimeException known ? known : new CompletionException(failure);
        });
    }

    private static KeyReusedException reused(String key) {
        return new KeyReusedException("the key '" + Names.shown(key)
                + "' was used before: for other tasks, or more than a day ago; use a key that is new");
    }

    /**
     * As {@link TaskClient#retry}; once under a key, as {@link #submit}, also when the task that was retried has been
     * removed meanwhile.
     *
     * @param content what the edits are made of: other edits under the same key are refused
     * @return the id of the new task
     */
    public CompletableFuture<Long> retry(long taskId, UnaryOperator<Task> edits, byte[] content, @Nullable String key) {
        if (key == null) {
            return edited(taskId, edits)
                    .thenCompose(task -> submit(List.of(task), null))
                    .thenApply(ids -> ids[0]);
        }
        Terms terms = Terms.once(OnceId.of(key), OnceId.content(taskId, content));
        Once once = new Once(Objects.requireNonNull(terms.once()), 0, 1, terms.content());
        return ask(request -> new Question.AskOnce(request, once)).thenCompose(answer -> {
            ToClient.OnceAnswer known = (ToClient.OnceAnswer) answer;
            if (known.isOther()) {
                return CompletableFuture.failedFuture(reused(key));
            }
            return known.task() == ToClient.OnceAnswer.NONE
                    ? edited(taskId, edits)
                            .thenCompose(task -> once(stoker.submitting().idsOnce(List.of(task), terms), key))
                            .thenApply(ids -> ids[0])
                    : CompletableFuture.completedFuture(known.task());
        });
    }

    private CompletableFuture<Task> edited(long taskId, UnaryOperator<Task> edits) {
        Retrying retrying = stoker.taskClient().retrying();
        return stoker.waits().supply(() -> retrying.edited(taskId, edits, settings.requestTimeout()));
    }

    /**
     * As {@link TaskClient#retryAll(Query)}, of so many tasks or a few more, and for about so long.
     *
     * @param after where it has stopped before; null to begin
     */
    public CompletableFuture<Swept> retryAll(Query query, @Nullable String after, int tasks, Duration time) {
        Sweeping sweeping = stoker.taskClient().sweeping();
        return stoker.waits().supply(() -> sweeping.retry(query, after, new Sweeping.Limit(tasks, time, false)));
    }

    /** As {@link TaskClient#abortAll(Query, TaskClient.AbortMode)}, in parts as {@link #retryAll}. */
    public CompletableFuture<Swept> abortAll(
            Query query, @Nullable String after, TaskClient.AbortMode mode, int tasks, Duration time) {
        Sweeping sweeping = stoker.taskClient().sweeping();
        return stoker.waits().supply(() -> sweeping.abort(query, after, mode, new Sweeping.Limit(tasks, time, false)));
    }

    /** How a task stands; fails with {@link UnknownTaskException} if there is none. */
    public CompletableFuture<ToClient.TaskAnswer> task(long id) {
        return ask(request -> new Question.AskTask(request, id)).thenApply(answer -> {
            ToClient.TaskAnswer task = (ToClient.TaskAnswer) answer;
            if (task.state() == null) {
                throw new UnknownTaskException(id, task.note());
            }
            return task;
        });
    }

    /** What a listing shows of a task; empty if there is none, or none any more. */
    public CompletableFuture<Optional<TaskSummary>> summary(long id) {
        return ask(request -> new Question.AskSummary(request, id))
                .thenApply(answer -> Optional.ofNullable(((ToClient.SummaryAnswer) answer).task()));
    }

    /**
     * As {@link TaskClient#findPageAsync}, without a thread that waits.
     *
     * @throws IllegalArgumentException if {@code most} is out of range, or {@code after} cannot be of a page
     */
    public CompletableFuture<TaskPage> page(Query query, @Nullable String after, int most) {
        return ask(Finding.question(query, after, most)).thenApply(answer -> ((ToClient.PageAnswer) answer).page());
    }

    /** As {@link TaskClient#explainAsync}, without a thread that waits. */
    public CompletableFuture<Explanation> explain(long id, boolean stack) {
        return ask(request -> new Question.Explain(request, id, stack)).thenApply(answer -> Explaining.of(id, answer));
    }

    /** How the controller stands; it answers that also while its ledger hangs. */
    public CompletableFuture<ToClient.ControllerAnswer> controller() {
        return ask(Question.AskController::new).thenApply(answer -> (ToClient.ControllerAnswer) answer);
    }

    /** The ledger that the controller serves; empty before it has served. */
    public String ledger() {
        return session.ledger();
    }

    /** The engines that are registered, ascending by id. */
    public CompletableFuture<List<EngineInfo>> engines() {
        return stoker.enginesAsync();
    }

    private CompletableFuture<ToClient> ask(PendingRequests.RequestFactory factory) {
        AnswerFuture<ToClient> question = session.requests().ask(factory);
        session.wake();
        Duration timeout = settings.requestTimeout();
        return stoker.waits()
                .forUser(
                        question,
                        timeout,
                        () -> "the controller has not answered within " + Durations.text(timeout),
                        () -> session.requests().forget(question));
    }

    /** What waits fails. */
    @Override
    public void close() {
        stoker.close();
    }
}
