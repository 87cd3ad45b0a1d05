package io.stoker.http;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.stoker.client.OwnNodeClient;
import io.stoker.task.Explanation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers that grow while a task runs. The engine is asked again and again what the task has printed, and only when the
 * caller has taken in what came before: a slow one holds up nobody, and one that takes in nothing is given up.
 */
final class OutputStreams {
    /** So many there may be at a time. */
    static final int MOST = 64;

    private static final int INTERVAL_MILLIS = 500;
    private static final Duration LONGEST_UNREAD = Duration.ofSeconds(30);

    private final ApiClient client;
    private final Executor threads;
    private final AtomicInteger open = new AtomicInteger();

    /** @param threads make texts of what was answered */
    OutputStreams(ApiClient client, Executor threads) {
        this.client = client;
        this.threads = threads;
    }

    /**
     * Follows a task until it ends.
     *
     * @throws UnavailableException if too many are followed
     */
    CompletionStage<HttpResponse> follow(long task, FollowedOutput output) {
        if (open.get() >= MOST) {
            throw new UnavailableException(
                    "there are " + MOST
                            + " requests that follow the output of tasks, as many as there may be: ask without follow, or later");
        }
        OwnNodeClient now = client.now();
        // An unknown task is a problem; whatever happens later breaks the answer off.
        return now.task(task)
                .thenApply(known -> HttpResponse.create()
                        .withEntity(HttpEntities.createChunked(
                                ContentTypes.TEXT_PLAIN_UTF8, counted(pieces(now, task, output)))));
    }

    /** Only what is really read counts. */
    private Source<ByteString, NotUsed> counted(Source<ByteString, NotUsed> pieces) {
        return Source.fromMaterializer((materializer, attributes) -> {
                    open.incrementAndGet();
                    return pieces.watchTermination((unused, done) -> {
                        var unusedEnd = done.whenComplete((end, failure) -> open.decrementAndGet());
                        return unused;
                    });
                })
                .mapMaterializedValue(unused -> NotUsed.getInstance());
    }

    private Source<ByteString, NotUsed> pieces(OwnNodeClient now, long task, FollowedOutput output) {
        Executor later = CompletableFuture.delayedExecutor(INTERVAL_MILLIS, TimeUnit.MILLISECONDS, threads);
        return Source.unfoldAsync(true, isFirst -> piece(now, task, output, isFirst ? threads : later))
                .filter(ByteString::nonEmpty)
                .backpressureTimeout(LONGEST_UNREAD);
    }

    private CompletionStage<Optional<Pair<Boolean, ByteString>>> piece(
            OwnNodeClient now, long task, FollowedOutput output, Executor when) {
        if (output.hasEnded()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return CompletableFuture.<CompletionStage<Explanation>>supplyAsync(() -> now.explain(task, false), when)
                .thenCompose(explanation -> explanation)
                .thenComposeAsync(explanation -> stillThere(now, task, explanation), threads)
                .thenApplyAsync(
                        explanation -> Optional.of(Pair.create(false, ByteString.fromString(output.take(explanation)))),
                        threads);
    }

    /** A task without a state was removed, or the controller cannot say it for the moment, which it says by itself. */
    private static CompletionStage<Explanation> stillThere(OwnNodeClient now, long task, Explanation explanation) {
        return explanation.state() == null
                ? now.task(task).thenApply(known -> explanation)
                : CompletableFuture.completedFuture(explanation);
    }
}
