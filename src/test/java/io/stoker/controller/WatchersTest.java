package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.FinishedTask;
import org.junit.jupiter.api.Test;

class WatchersTest {
    private final Watchers watchers = new Watchers();
    private final TestInbox<Object> one = TestInbox.create("one");
    private final TestInbox<Object> other = TestInbox.create("other");
    private final FinishedTask task = Tasks.finished(1, 1);

    @Test
    void whoWatchesATaskIsToldOnceWhenItHasEnded() {
        watchers.add(1, one.getRef(), false);
        watchers.add(1, one.getRef(), false);
        watchers.add(1, other.getRef(), true);
        watchers.add(2, other.getRef(), false);
        watchers.finished(task);
        watchers.finished(task);
        assertThat(one.getAllReceived()).containsExactly(new Delivery.Done(task, false));
        assertThat(other.getAllReceived()).containsExactly(new Delivery.Done(task, true));
    }

    @Test
    void whatIsToldIsBriefOnlyIfNobodyBehindItWantsMore() {
        watchers.add(1, one.getRef(), true);
        watchers.add(1, one.getRef(), false);
        watchers.add(1, other.getRef(), false);
        watchers.add(1, other.getRef(), true);
        watchers.finished(task);
        assertThat(one.getAllReceived()).containsExactly(new Delivery.Done(task, false));
        assertThat(other.getAllReceived()).containsExactly(new Delivery.Done(task, false));
    }

    @Test
    void whoIsGoneIsTakenOutLittleByLittle() {
        for (long task = 1; task <= 12_000; task++) {
            watchers.add(task, one.getRef(), false);
        }
        watchers.add(7, other.getRef(), false);
        watchers.gone(one.getRef());
        watchers.look();
        assertThat(watchers.tasks()).isEqualTo(7_001);
        watchers.gone(other.getRef());
        watchers.look();
        watchers.look();
        assertThat(watchers.tasks())
                .as("all but the one of whoever has gone meanwhile")
                .isEqualTo(1);
        watchers.finished(Tasks.finished(7, 1));
        assertThat(other.hasMessages()).isFalse();
        watchers.look();
        assertThat(watchers.tasks()).isZero();
    }

    @Test
    void whoHasGoneDuringARoundIsTakenOutInTheNext() {
        watchers.add(3, one.getRef(), false);
        watchers.gone(one.getRef());
        watchers.look();
        watchers.add(4, other.getRef(), false);
        watchers.gone(other.getRef());
        watchers.look();
        assertThat(watchers.tasks()).isZero();
    }

    @Test
    void whoIsGoneIsToldNothing() {
        watchers.add(1, one.getRef(), false);
        watchers.add(1, other.getRef(), false);
        watchers.gone(one.getRef());
        watchers.finished(task);
        assertThat(one.hasMessages()).isFalse();
        assertThat(other.hasMessages()).isTrue();
    }
}
