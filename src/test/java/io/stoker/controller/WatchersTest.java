package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.FinishedTask;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WatchersTest {
    private final Watchers watchers = new Watchers();
    private final Told one = new Told();
    private final Told other = new Told();
    private final FinishedTask task = Tasks.finished(1, 1);

    /** A client, and what it is told. */
    private static final class Told {
        private final TestInbox<Frame<ToClient>> inbox = TestInbox.create();
        private final Client client = new Client(
                new ToController.Open(
                        UUID.randomUUID(),
                        1,
                        1,
                        "client",
                        TestSecrets.key("client"),
                        TestSecrets.PASS,
                        "host",
                        "user",
                        inbox.getRef()),
                new Audit.Who("address", null),
                Audit.NONE,
                Links.AKKA,
                touched -> {},
                self -> new Delivery((ids, then) -> {}, self, id -> ""));

        List<FinishedTask> whole() {
            return results().stream().flatMap(one -> one.tasks().stream()).toList();
        }

        List<FinishedTask> brief() {
            return results().stream().flatMap(one -> one.brief().stream()).toList();
        }

        private List<ToClient.Results> results = new ArrayList<>();

        private List<ToClient.Results> results() {
            client.flush(0);
            inbox.getAllReceived()
                    .forEach(frame -> frame.items().forEach(item -> results.add((ToClient.Results) item)));
            return results;
        }
    }

    @Test
    void whoWatchesATaskIsToldOnceWhenItHasEnded() {
        watchers.add(1, one.client, false);
        watchers.add(1, one.client, false);
        watchers.add(1, other.client, true);
        watchers.add(2, other.client, false);
        watchers.finished(task);
        watchers.finished(task);
        assertThat(one.whole()).containsExactly(task);
        assertThat(other.brief()).containsExactly(task.brief());
    }

    @Test
    void whatIsToldIsBriefOnlyIfNobodyBehindItWantsMore() {
        watchers.add(1, one.client, true);
        watchers.add(1, one.client, false);
        watchers.add(1, other.client, false);
        watchers.add(1, other.client, true);
        watchers.finished(task);
        assertThat(one.whole()).containsExactly(task);
        assertThat(other.whole()).containsExactly(task);
    }

    @Test
    void whoIsGoneIsTakenOutLittleByLittle() {
        for (long task = 1; task <= 12_000; task++) {
            watchers.add(task, one.client, false);
        }
        watchers.add(7, other.client, false);
        watchers.gone(one.client);
        watchers.look();
        assertThat(watchers.tasks()).isEqualTo(7_001);
        watchers.gone(other.client);
        watchers.look();
        watchers.look();
        assertThat(watchers.tasks())
                .as("all but the one of whoever has gone meanwhile")
                .isEqualTo(1);
        watchers.finished(Tasks.finished(7, 1));
        assertThat(other.results()).isEmpty();
        watchers.look();
        assertThat(watchers.tasks()).isZero();
    }

    @Test
    void whoHasGoneDuringARoundIsTakenOutInTheNext() {
        watchers.add(3, one.client, false);
        watchers.gone(one.client);
        watchers.look();
        watchers.add(4, other.client, false);
        watchers.gone(other.client);
        watchers.look();
        assertThat(watchers.tasks()).isZero();
    }

    @Test
    void whoIsGoneIsToldNothing() {
        watchers.add(1, one.client, false);
        watchers.add(1, other.client, false);
        watchers.gone(one.client);
        watchers.finished(task);
        assertThat(one.results()).isEmpty();
        assertThat(other.results()).hasSize(1);
    }
}
