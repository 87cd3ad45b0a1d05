package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.BackpressureTimeoutException;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.util.ByteString;
import io.stoker.task.EventBody;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventPage;
import io.stoker.task.EventQuery;
import io.stoker.task.EventWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Pattern ID = Pattern.compile("(?m)^id: (.*)$");

    private final EventStreams streams =
            new EventStreams((query, wait) -> next(query), Duration.ofMillis(100), MINUTE, Runnable::run);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    /** A stream that somebody reads, and how it ends. */
    private record Read(SinkQueueWithCancel<ByteString> queue, CompletionStage<Done> end) {
        /** The id of the next event. */
        EventId id() throws Exception {
            String text = queue.pull()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS)
                    .orElseThrow()
                    .utf8String();
            return EventId.parse(ID.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .findFirst()
                    .orElseThrow()
                    .substring(4));
        }
    }

    /** There is always another commit, with one event. */
    private static CompletableFuture<EventPage> next(EventQuery query) {
        long commit = query.after() == null
                ? 7
                : query.after().commit() + (query.after().index() > 0 ? 1 : 0);
        EventWriter writer = new EventWriter();
        writer.tasks(EventKind.REMOVED, 1, 2, 2);
        EventBody body = writer.body(commit, 0);
        return CompletableFuture.completedFuture(new EventPage(List.of(body), EventId.endOf(commit)));
    }

    private static Read read(EventStreams streams, EventQuery query) {
        var both = streams.open(query, next(query).join())
                .watchTermination((unused, done) -> done)
                .toMat(Sink.queue(), Keep.both())
                .run(KIT.system());
        return new Read(both.second(), both.first());
    }

    @Test
    void shouldEndTheStreamOfAReaderThatTakesNothingWhoGoesOnFromWhatItHas() throws Exception {
        Read stopped = read(streams, EventQuery.all());
        assertThat(stopped.id()).isEqualTo(new EventId(7, 1));
        EventId last = stopped.id();

        assertThatThrownBy(() -> stopped.end().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(BackpressureTimeoutException.class);

        Read again = read(streams, EventQuery.all().after(last));
        assertThat(again.id()).isEqualTo(new EventId(last.commit() + 1, 1));
        again.queue().cancel();
    }

    @Test
    void shouldCountNoStreamThatHasEnded() {
        EventStreams patient = new EventStreams((query, wait) -> next(query), MINUTE, MINUTE, Runnable::run);
        List<Read> all = IntStream.range(0, EventStreams.MOST)
                .mapToObj(n -> read(patient, EventQuery.all()))
                .toList();
        assertThatThrownBy(() -> read(patient, EventQuery.all())).isInstanceOf(UnavailableException.class);

        all.forEach(one -> one.queue().cancel());
        List<Read> others = new ArrayList<>();
        await().ignoreExceptions().until(() -> {
            while (others.size() < EventStreams.MOST) {
                others.add(read(patient, EventQuery.all()));
            }
            return true;
        });
        others.forEach(one -> one.queue().cancel());
    }
}
