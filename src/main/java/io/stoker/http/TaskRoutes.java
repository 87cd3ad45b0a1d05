package io.stoker.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.api.AttemptDocument;
import io.stoker.api.BadDocumentException;
import io.stoker.api.ExplanationDocument;
import io.stoker.api.HistoryDocument;
import io.stoker.api.ResultDocument;
import io.stoker.api.SubmittedDocument;
import io.stoker.api.TaskDocument;
import io.stoker.api.Times;
import io.stoker.client.OwnNodeClient;
import io.stoker.task.Attempt;
import io.stoker.task.FinishedTask;
import io.stoker.task.Names;
import io.stoker.task.RefusedException;
import io.stoker.task.StoredValue;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import io.stoker.wire.ToClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

/** Submits tasks, and tells how they stand and what came of them. */
final class TaskRoutes {
    /** What a result's values may take, encoded, to be sent: the controller's heap is for the ledger. */
    private static final long MOST_BYTES = 16 << 20;

    private static final String STDOUT = "stdout";
    private static final String STDERR = "stderr";

    private final ApiClient client;
    private final Waiters waiters;
    private final OutputStreams streams;

    TaskRoutes(ApiClient client, Waiters waiters, OutputStreams streams) {
        this.client = client;
        this.waiters = waiters;
        this.streams = streams;
    }

    List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("POST", "/tasks", Capability.SUBMIT, this::submit),
                new ApiRoute("GET", "/tasks/{id}", Capability.READ, this::task),
                new ApiRoute("GET", "/tasks/{id}/result", Capability.READ, Set.of("wait"), this::result),
                new ApiRoute(
                        "GET", "/tasks/{id}/output", Capability.READ, Set.of("wait", "follow", "stream"), this::output),
                new ApiRoute("GET", "/tasks/{id}/history", Capability.READ, this::history),
                new ApiRoute("GET", "/tasks/{id}/explanation", Capability.READ, Set.of("stack"), this::explanation));
    }

    private CompletionStage<HttpResponse> submit(ApiRequest request) {
        JsonNode body = request.json();
        List<Task> tasks = TaskReader.readAll(body);
        boolean several = TaskReader.areSeveral(body);
        return client.now().submit(tasks, request.idempotencyKey()).thenApply(ids -> submitted(ids, several));
    }

    private static HttpResponse submitted(long[] ids, boolean several) {
        SubmittedDocument document = several
                ? new SubmittedDocument(null, LongStream.of(ids).boxed().toList())
                : new SubmittedDocument(ids[0], null);
        return Answers.json(201, document)
                .addHeader(RawHeader.create("Location", ApiRoute.ROOT + "/tasks/" + ids[0]))
                .addAttribute(Answers.IDS, Answers.Ids.of(ids));
    }

    private CompletionStage<HttpResponse> task(ApiRequest request) {
        return stands(client.now(), 200, request.task());
    }

    /** How a task stands. */
    static CompletionStage<HttpResponse> stands(OwnNodeClient now, int status, long id) {
        return now.task(id).thenCompose(answer -> stands(now, status, id, answer));
    }

    private static CompletionStage<HttpResponse> stands(
            OwnNodeClient now, int status, long id, ToClient.TaskAnswer answer) {
        TaskDocument document = document(id, answer);
        return now.summary(id)
                .thenApply(task -> Answers.json(status, task.map(document::with).orElse(document)));
    }

    private static TaskDocument document(long id, ToClient.TaskAnswer answer) {
        if (answer.finished() != null) {
            return TaskDocument.of(answer.finished());
        }
        ToClient.Underway underway = underway(answer);
        List<Attempt> ended = underway.ended();
        int before = ended.isEmpty() ? 0 : ended.get(ended.size() - 1).number();
        return new TaskDocument(
                id,
                null,
                null,
                TaskDocument.word(state(answer)),
                false,
                Times.text(underway.submitted()),
                Times.textOrNull(underway.started()),
                null,
                underway.engineId() < 0 ? null : underway.engineId(),
                Math.max(before, underway.attempt()),
                null,
                answer.note(),
                TaskDocument.Progress.of(answer.progress()),
                null);
    }

    private static TaskState state(ToClient.TaskAnswer answer) {
        return Objects.requireNonNull(answer.state());
    }

    private static ToClient.Underway underway(ToClient.TaskAnswer answer) {
        return Objects.requireNonNull(answer.underway());
    }

    private CompletionStage<HttpResponse> result(ApiRequest request) {
        return ended(request, this::result);
    }

    private CompletionStage<HttpResponse> result(FinishedTask task) {
        long bytes = task.values().stream().mapToLong(StoredValue::size).sum();
        if (bytes > MOST_BYTES) {
            throw new RefusedException("the values of task " + task.taskId() + " take " + bytes
                    + " bytes, and over HTTP" + " only those come that take no more than " + MOST_BYTES
                    + ": get them with the Java client");
        }
        CompletableFuture<TaskResult> whole = task.values().isEmpty()
                ? CompletableFuture.completedFuture(new TaskResult(task, Map.of()))
                : client.now().stoker().taskClient().getTaskResultAsync(task.taskId());
        return whole.thenCombine(
                client.now().summary(task.taskId()),
                (result, summary) -> Answers.json(200, ResultDocument.of(result, summary.orElse(null))));
    }

    private CompletionStage<HttpResponse> output(ApiRequest request) {
        String stream = request.query().getOrDefault("stream", "");
        if (!Set.of("", STDOUT, STDERR).contains(stream)) {
            throw new BadDocumentException("this must be stdout or stderr, not '" + Names.shown(stream) + "'")
                    .in("stream");
        }
        boolean out = !stream.equals(STDERR);
        boolean err = !stream.equals(STDOUT);
        if (request.flag("follow")) {
            if (request.query().containsKey("wait")) {
                throw new BadDocumentException("follow=true waits by itself: leave wait out");
            }
            return streams.follow(request.task(), new FollowedOutput(out, err));
        }
        return ended(request, task -> {
            TaskResult result = new TaskResult(task, Map.of());
            String text = (out ? result.stdout() : "") + (err ? result.stderr() : "");
            return CompletableFuture.completedFuture(
                    HttpResponse.create().withStatus(StatusCodes.OK).withEntity(ContentTypes.TEXT_PLAIN_UTF8, text));
        });
    }

    /** What is said of a task that has ended. */
    private interface End {
        CompletionStage<HttpResponse> answer(FinishedTask task);
    }

    /** Of one that has not ended, after the time that the caller waits, it is said how it stands. */
    private CompletionStage<HttpResponse> ended(ApiRequest request, End end) {
        long id = request.task();
        int seconds = request.waitSeconds();
        OwnNodeClient now = client.now();
        return now.task(id).thenCompose(first -> {
            boolean waits = first.finished() == null && seconds > 0;
            CompletionStage<ToClient.TaskAnswer> last = waits
                    ? waiters.await(() -> now.stoker().taskClient().barrierAsync(id), seconds)
                            .thenCompose(unused -> now.task(id))
                    : CompletableFuture.completedFuture(first);
            return last.thenCompose(
                    answer -> answer.finished() == null ? stands(now, 202, id, answer) : end.answer(answer.finished()));
        });
    }

    private CompletionStage<HttpResponse> history(ApiRequest request) {
        long id = request.task();
        return client.now().task(id).thenApply(answer -> {
            List<AttemptDocument> attempts = answer.finished() != null
                    ? AttemptDocument.of(answer.finished().attempts())
                    : attempts(underway(answer));
            return Answers.json(200, new HistoryDocument(id, TaskDocument.word(state(answer)), attempts));
        });
    }

    private CompletionStage<HttpResponse> explanation(ApiRequest request) {
        return client.now()
                .explain(request.task(), request.flag("stack"))
                .thenApply(explanation -> Answers.json(200, ExplanationDocument.of(explanation)));
    }

    private static List<AttemptDocument> attempts(ToClient.Underway underway) {
        List<AttemptDocument> attempts = new ArrayList<>(AttemptDocument.of(underway.ended()));
        if (underway.attempt() > 0) {
            attempts.add(new AttemptDocument(
                    underway.attempt(),
                    underway.engineId(),
                    null,
                    Times.text(underway.dispatched()),
                    Times.textOrNull(underway.started()),
                    null,
                    null));
        }
        return attempts;
    }
}
