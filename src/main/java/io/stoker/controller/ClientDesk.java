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
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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
    /** What was decided and is not durable yet; each by itself, as comparing tasks takes long. */
    private final Set<ToController.Keyed> uncommitted = Collections.newSetFromMap(new IdentityHashMap<>());

    private long nextDelivery;

    /** What brought results to this client has ended: with the client, or of a defect. */
    record DeliveryEnded(ActorRef<ToClient> client, ActorRef<Object> delivery) {}

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
        boolean known = books.ledger().knows(m.session(), m.firstKey());
        if (!missing.isEmpty() && !known) {
            String message = "the store no longer has the values " + missing + ": they were not used for too long";
            refuse(m, ToClient.Reason.MISSING_VALUE, false, message);
            return;
        }
        Optional<String> trouble = store.trouble();
        if (trouble.isPresent() && !known) {
            m.replyTo().tell(refused(m, ToClient.Reason.LEDGER_UNAVAILABLE, true, trouble.get()));
            return;
        }
        Answer answer = books.decide(new Command.Submit(m.session(), m.acknowledged(), m.firstKey(), m.specs()));
        if (answer instanceof Answer.Refused refused) {
            refuse(m, refused);
        } else {
            answer(m, new ToClient.Accepted(m.firstKey(), ((Answer.Accepted) answer).ids()));
        }
    }

    void abort(ToController.Abort m) {
        Answer answer = books.decide(new Command.Abort(m.session(), m.acknowledged(), m.key(), m.task()));
        OpenTask task = books.ledger().find(m.task());
        boolean interruptAfterAll = answer instanceof Answer.Refused again
                && again.reason() == Answer.Refusal.ALREADY_ABORTED
                && m.interrupt();
        if (answer instanceof Answer.Refused refused && !interruptAfterAll) {
            refuse(m, refused);
            return;
        }
        if (task != null && task.state().held() != null) {
            books.stop(task, m.interrupt());
        }
        answer(m, new ToClient.Aborting(m.key()));
    }

    void clear(ToController.Clear m) {
        Command command = new Command.Clear(m.session(), m.acknowledged(), m.key(), m.ranges());
        counted(m, command, done -> new ToClient.Cleared(m.key(), done.count(), done.missing()));
    }

    void pin(ToController.Pin m) {
        Command command = new Command.Pin(m.session(), m.acknowledged(), m.key(), m.ranges(), m.pinned());
        counted(m, command, done -> new ToClient.Pinned(m.key(), done.count(), done.missing()));
    }

    private void counted(ToController.Keyed m, Command command, Function<Answer.Counted, ToClient> reply) {
        Answer answer = books.decide(command);
        if (answer instanceof Answer.Refused refused) {
            refuse(m, refused);
        } else {
            answer(m, reply.apply((Answer.Counted) answer));
        }
    }

    void spin(ToController.Spin m) {
        books.outgoing().tell(m.replyTo(), new ToClient.Spun(m.request(), books.handOut(roster)));
    }

    private void answer(ToController.Keyed command, ToClient answer) {
        uncommitted.add(command);
        books.outgoing().then(() -> {
            uncommitted.remove(command);
            command.replyTo().tell(answer);
        });
    }

    private void refuse(ToController.Keyed command, Answer.Refused refused) {
        ToClient.Reason reason = switch (refused.reason()) {
            case UNKNOWN_TASK -> ToClient.Reason.UNKNOWN_TASK;
            case ALREADY_COMPLETED -> ToClient.Reason.ALREADY_COMPLETED;
            case ALREADY_ABORTED -> ToClient.Reason.ALREADY_ABORTED;
            case PINNED -> ToClient.Reason.PINNED;
            case KEY_REUSED -> ToClient.Reason.KEY_REUSED;
            case FULL -> ToClient.Reason.LEDGER_FULL;
        };
        refuse(command, reason, false, refused.message());
    }

    /** Behind what was decided before. */
    private void refuse(ToController.Keyed command, ToClient.Reason reason, boolean again, String message) {
        books.outgoing().tell(command.replyTo(), refused(command, reason, again, message));
    }

    private static ToClient refused(ToController.Keyed command, ToClient.Reason reason, boolean again, String message) {
        return new ToClient.Refused(command.firstKey(), command.count(), reason, again, message);
    }

    /**
     * The batch under way has failed, and what was decided after it is void with it: all of it may be sent again under
     * the same keys.
     */
    void refuseUncommitted(Throwable cause) {
        String message = "the ledger could not be written: " + cause.getMessage();
        uncommitted.forEach(command ->
                command.replyTo().tell(refused(command, ToClient.Reason.LEDGER_UNAVAILABLE, true, message)));
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
