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
    void whoIsGoneIsToldNothing() {
        watchers.add(1, one.getRef(), false);
        watchers.add(1, other.getRef(), false);
        watchers.gone(one.getRef());
        watchers.finished(task);
        assertThat(one.hasMessages()).isFalse();
        assertThat(other.hasMessages()).isTrue();
    }
}
