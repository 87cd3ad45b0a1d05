package io.stoker.controller;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.typed.Cluster;
import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.ledger.Ledger;
import io.stoker.ledger.OpenTask;
import io.stoker.store.LedgerStore;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskState;
import io.stoker.wire.Child;
import io.stoker.wire.Piping;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deals with clients: takes their tasks and aborts, brings them results and answers their questions. */
final class ClientDesk {
    private static final int MOST_STATES = 100_000;
    private static final Duration READ_AGAIN = Duration.ofMillis(500);
    private static final Duration WATCH_AGAIN = Duration.ofSeconds(1);

    private final ActorContext<Object> context;
    private final LedgerStore store;
    private final Books books;
    private final Roster roster;
    private final Members members;
    private final Piping piping;
    private final Watchers watchers = new Watchers();
    private final Map<ActorRef<ToClient>, ActorRef<Object>> deliveries = new HashMap<>();
    private final List<Uncommitted> uncommitted = new ArrayList<>();
    private long nextDelivery;

    /** What brought results to this client has ended: with the client, or of a defect. */
    record DeliveryEnded(ActorRef<ToClient> client, ActorRef<Object> delivery) {}

    private record Uncommitted(ActorRef<ToClient> client, long firstKey, int count) {}

    ClientDesk(ActorContext<Object> context, Piping piping, LedgerStore store, Books books, Roster roster) {
        this.context = context;
        this.piping = piping;
        this.store = store;
        this.books = books;
        this.roster = roster;
        this.members = new Members(Cluster.get(context.getSystem()));
    }

    Watchers watchers() {
        return watchers;
    }

    void submit(ToController.Submit m, Set<UUID> missing) {
        if (!missing.isEmpty() && !books.ledger().knows(m.session(), m.firstKey())) {
            String message = "the store no longer has the values " + missing + ": they were not used for too long";
            books.outgoing()
                    .tell(
                            m.replyTo(),
                            new ToClient.Refused(
                                    m.firstKey(), m.specs().size(), ToClient.Reason.MISSING_VALUE, false, message));
            return;
        }
        Optional<String> trouble = store.trouble();
        if (trouble.isPresent() && !books.ledger().knows(m.session(), m.firstKey())) {
            m.replyTo()
                    .tell(new ToClient.Refused(
                            m.firstKey(), m.specs().size(), ToClient.Reason.LEDGER_UNAVAILABLE, true, trouble.get()));
            return;
        }
        Command command = new Command.Submit(m.session(), m.acknowledged(), m.firstKey(), m.specs());
        Answer answer = books.decide(command);
        if (answer instanceof Answer.Accepted accepted) {
            answer(m.replyTo(), m.firstKey(), m.specs().size(), new ToClient.Accepted(m.firstKey(), accepted.ids()));
        } else if (answer instanceof Answer.Refused refused) {
            refuse(m.replyTo(), m.firstKey(), m.specs().size(), refused);
        }
    }

    void abort(ToController.Abort m) {
        Answer answer = books.decide(new Command.Abort(m.session(), m.acknowledged(), m.key(), m.task()));
        OpenTask task = books.ledger().find(m.task());
        boolean interruptAfterAll = answer instanceof Answer.Refused again
                && again.reason() == Answer.Refusal.ALREADY_ABORTED
                && m.interrupt();
        if (answer instanceof Answer.Refused refused && !interruptAfterAll) {
            refuse(m.replyTo(), m.key(), 1, refused);
            return;
        }
        if (task != null && task.state().held() != null) {
            books.stop(task, m.interrupt());
        }
        answer(m.replyTo(), m.key(), 1, new ToClient.Aborting(m.key()));
    }

    void clear(ToController.Clear m) {
        Answer answer = books.decide(new Command.Clear(m.session(), m.acknowledged(), m.key(), m.ranges()));
        if (answer instanceof Answer.Cleared cleared) {
            answer(m.replyTo(), m.key(), 1, new ToClient.Cleared(m.key(), cleared.count(), cleared.missing()));
        } else if (answer instanceof Answer.Refused refused) {
            refuse(m.replyTo(), m.key(), 1, refused);
        }
    }

    void pin(ToController.Pin m) {
        Answer answer = books.decide(new Command.Pin(m.session(), m.acknowledged(), m.key(), m.ranges(), m.pinned()));
        if (answer instanceof Answer.Pinned pinned) {
            answer(m.replyTo(), m.key(), 1, new ToClient.Pinned(m.key(), pinned.count(), pinned.missing()));
        } else if (answer instanceof Answer.Refused refused) {
            refuse(m.replyTo(), m.key(), 1, refused);
        }
    }

    void spin(ToController.Spin m) {
        books.outgoing().tell(m.replyTo(), new ToClient.Spun(m.request(), books.handOut(roster)));
    }

    private void answer(ActorRef<ToClient> client, long firstKey, int count, ToClient answer) {
        Uncommitted mark = new Uncommitted(client, firstKey, count);
        uncommitted.add(mark);
        books.outgoing().then(() -> {
            uncommitted.remove(mark);
            client.tell(answer);
        });
    }

    private void refuse(ActorRef<ToClient> client, long firstKey, int count, Answer.Refused refused) {
        ToClient.Reason reason = switch (refused.reason()) {
            case UNKNOWN_TASK -> ToClient.Reason.UNKNOWN_TASK;
            case ALREADY_COMPLETED -> ToClient.Reason.ALREADY_COMPLETED;
            case ALREADY_ABORTED -> ToClient.Reason.ALREADY_ABORTED;
            case PINNED -> ToClient.Reason.PINNED;
            case KEY_REUSED -> ToClient.Reason.KEY_REUSED;
            case FULL -> ToClient.Reason.LEDGER_FULL;
        };
        books.outgoing().tell(client, new ToClient.Refused(firstKey, count, reason, false, refused.message()));
    }

    /**
     * The batch under way has failed, and what was decided after it is void with it: all of it may be sent again under
     * the same keys.
     */
    void refuseUncommitted(Throwable cause) {
        String message = "the ledger could not be written: " + cause.getMessage();
        uncommitted.forEach(one -> one.client()
                .tell(new ToClient.Refused(
                        one.firstKey(), one.count(), ToClient.Reason.LEDGER_UNAVAILABLE, true, message)));
    }

    void watch(ToController.Watch m) {
        if (!members.has(members.addressOf(m.replyTo()))) {
            // The client was removed from the cluster; it asks again when it has joined again.
            return;
        }
        Ledger ledger = books.ledger();
        IdRange.Split asked = IdRange.split(m.ranges(), ledger.nextTask());
        if (asked.count() > MOST_STATES) {
            String reason = asked.count() + " tasks were asked for at once, and the limit is " + MOST_STATES;
            m.replyTo().tell(new ToClient.NoAnswer(m.request(), reason));
            return;
        }
        ActorRef<Object> delivery = delivery(m.replyTo());
        List<Long> ended = new ArrayList<>();
        List<ToClient.Unknown> unknown = new ArrayList<>();
        for (IdRange given : asked.given()) {
            for (long id = given.first(); id <= given.last(); id++) {
                if (ledger.find(id) != null) {
                    watchers.add(id, delivery, m.brief());
                } else if (ledger.stateOf(id) != TaskState.NO_CODE) {
                    ended.add(id);
                } else {
                    unknown.add(new ToClient.Unknown(id, id, ledger.absence(id)));
                }
            }
        }
        for (IdRange other : asked.others()) {
            String note = ledger.absence(other.first(), other.last());
            unknown.add(new ToClient.Unknown(other.first(), other.last(), note));
        }
        books.outgoing().then(() -> {
            m.replyTo().tell(new ToClient.Watching(m.request()));
            if (!ended.isEmpty()) {
                delivery.tell(new Delivery.Fetch(ended, m.brief()));
            }
            if (!unknown.isEmpty()) {
                delivery.tell(new Delivery.Strangers(unknown));
            }
        });
    }

    private ActorRef<Object> delivery(ActorRef<ToClient> client) {
        return deliveries.computeIfAbsent(
                client,
                c -> Child.spawnOnce(
                        context,
                        Delivery.create(store, c, context.getSelf()),
                        "delivery-" + ++nextDelivery,
                        delivery -> new DeliveryEnded(c, delivery)));
    }

    /** A client that is still there is to say again what it waits for, after a while: the defect may be met again. */
    void deliveryEnded(DeliveryEnded m) {
        if (deliveries.remove(m.client(), m.delivery())) {
            watchers.gone(m.delivery());
            context.scheduleOnce(WATCH_AGAIN, m.client(), new ToClient.WatchAgain());
        }
    }

    void askTask(ToController.AskTask m) {
        OpenTask open = books.ledger().find(m.task());
        if (open != null) {
            String note = Waiting.explain(open, roster, books.dispatcher().explain(open.id()));
            books.outgoing()
                    .tell(
                            m.replyTo(),
                            new ToClient.TaskAnswer(m.request(), open.state().state(), null, note));
        } else if (books.ledger().stateOf(m.task()) == TaskState.NO_CODE) {
            String note = books.ledger().absence(m.task());
            books.outgoing().tell(m.replyTo(), new ToClient.TaskAnswer(m.request(), null, null, note));
        } else {
            books.outgoing()
                    .then(() -> piping.pipe(store.results(List.of(m.task())), (found, failure) -> found(m, found)));
        }
    }

    /**
     * A task that had ended when it was asked for, as far as it still is in the store. What was removed while that was
     * asked is explained like what was removed before.
     *
     * @param found null if it cannot be read
     */
    private void found(ToController.AskTask asked, @Nullable List<FinishedTask> found) {
        if (found == null) {
            // Commits fail just as well then, and the log says why; the client waits for as long as it likes.
            context.scheduleOnce(READ_AGAIN, context.getSelf(), asked);
            return;
        }
        ToClient.TaskAnswer answer = found.isEmpty()
                ? new ToClient.TaskAnswer(
                        asked.request(), null, null, books.ledger().absence(asked.task()))
                : new ToClient.TaskAnswer(asked.request(), found.get(0).state(), found.get(0), "");
        asked.replyTo().tell(answer);
    }

    /** A delivery has found results no more that were there when they were asked for. */
    void vanished(Delivery.Vanished m) {
        List<ToClient.Unknown> unknown = m.tasks().stream()
                .map(task -> new ToClient.Unknown(task, task, books.ledger().absence(task)))
                .toList();
        m.delivery().tell(new Delivery.Strangers(unknown));
    }

    void askStatus(ToController.AskStatus m) {
        Ledger ledger = books.ledger();
        books.outgoing()
                .tell(
                        m.replyTo(),
                        new ToClient.StatusAnswer(m.request(), ledger.counts().status(), ledger.nextTask()));
    }

    void askStates(ToController.AskStates m) {
        Ledger ledger = books.ledger();
        long left = Math.max(0, ledger.nextTask() - m.from());
        byte[] states = new byte[(int) Math.min(left, Math.min(m.count(), MOST_STATES))];
        for (int i = 0; i < states.length; i++) {
            states[i] = ledger.stateOf(m.from() + i);
        }
        books.outgoing().tell(m.replyTo(), new ToClient.StatesAnswer(m.request(), states));
    }
}
