package io.stoker.controller;

import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.typed.Cluster;
import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.Ledger;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.store.LedgerStore;
import io.stoker.task.FinishedTask;
import io.stoker.task.Submitter;
import io.stoker.task.TaskState;
import io.stoker.wire.Once;
import io.stoker.wire.Piping;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Deals with clients: takes their tasks and aborts, brings them results and answers their questions. */
final class ClientHandler {
    private static final int MOST_STATES = 100_000;
    private static final Duration READ_AGAIN = Duration.ofMillis(500);
    /** Of one question. */
    static final int MOST_READS = 20;

    private final ActorContext<Object> context;
    private final LedgerStore store;
    private final CommitPipeline pipeline;
    private final Roster roster;
    private final Piping piping;
    private final Watchers watchers = new Watchers();
    private final Channels channels;
    private final Clients clients;
    private final Explanations explanations;
    private final Consumer<Client> whenGone;
    private final ListingHandler listing;
    private final ControllerStatus status;
    private final EventHandler events;
    /** What was decided and is not durable yet; each by itself, as comparing tasks takes long. */
    private final IdentityHashMap<ToController.Keyed, Client> uncommitted = new IdentityHashMap<>();

    /**
     * A task's result could not be read: it is to be tried again.
     *
     * @param reads how often it was tried
     */
    record AskAgain(Client client, Question.AskTask question, int reads) {}

    ClientHandler(
            ActorContext<Object> context,
            Channels channels,
            Members members,
            Admission admission,
            Audit audit,
            Piping piping,
            LedgerStore store,
            CommitPipeline pipeline,
            Roster roster,
            Consumer<Client> whenGone) {
        this.whenGone = whenGone;
        this.channels = channels;
        this.context = context;
        this.piping = piping;
        this.store = store;
        this.pipeline = pipeline;
        this.roster = roster;
        Delivery.Reader reader = (tasks, then) -> piping.pipe(store.results(tasks), then);
        this.explanations = new Explanations(pipeline, roster, reader, store.place());
        this.listing = new ListingHandler(piping, store.listing(), this::isHere);
        this.status = new ControllerStatus(
                pipeline,
                roster,
                store,
                Cluster.get(context.getSystem()).selfMember().address());
        this.events = new EventHandler(piping, store.events(), this::isHere);
        this.clients = new Clients(
                context,
                channels,
                members,
                admission,
                audit,
                pipeline.epoch(),
                client -> new Delivery(reader, client, pipeline.ledger()::absence));
    }

    Watchers watchers() {
        return watchers;
    }

    /** The client of this instance; null if it has no session. */
    @Nullable
    Client find(String instance) {
        return clients.find(instance);
    }

    /** How many clients have a session. */
    int sessions() {
        return clients.count();
    }

    /** To be called often. */
    void look(long tick) {
        watchers.look();
        explanations.look(tick);
        clients.look(tick);
    }

    /** A client begins a session. */
    void open(ToController.Open open) {
        gone(clients.open(open));
    }

    void ended(Clients.ClientEnded ended) {
        gone(clients.ended(ended));
    }

    /** The node at this address ends. */
    void leaves(String address) {
        clients.at(address).forEach(this::ended);
    }

    private void gone(@Nullable Client client) {
        if (client != null) {
            client.delivery().close();
            watchers.gone(client);
            explanations.gone(client);
            whenGone.accept(client);
        }
    }

    void submit(Client client, ToController.Submit m, Set<UUID> missing) {
        Command.Submit command = command(client, m);
        boolean known = pipeline.ledger().knows(command.session(), command.firstKey());
        if (!missing.isEmpty() && !known) {
            String message = "the store no longer has the values " + missing
                    + ": they were not used for too long; submit the task again";
            // Not counted: the client brings them and submits it again, and so it does with classes it has not asked
            // for.
            tell(client, refused(m, ToClient.Reason.MISSING_VALUE, false, message));
            return;
        }
        Optional<String> trouble = store.trouble();
        if (trouble.isPresent() && !known) {
            count(m, ToClient.Reason.LEDGER_UNAVAILABLE);
            client.tell(refused(m, ToClient.Reason.LEDGER_UNAVAILABLE, true, trouble.get()));
            return;
        }
        long first = pipeline.ledger().nextTask();
        Answer answer = pipeline.decide(command);
        long fresh = pipeline.ledger().nextTask() - first;
        if (answer instanceof Answer.Refused refused) {
            refuse(client, m, refused);
        } else {
            long[] ids = ((Answer.Accepted) answer).ids();
            ToClient.Accepted accepted = new ToClient.Accepted(m.firstKey(), ids);
            answer(client, m, m.tellEnds() ? () -> client.tellSoon(accepted) : () -> client.tell(accepted));
            if (fresh > 0) {
                recordLater(() -> client.audit().submitted(client.who(), client.instance(), first, (int) fresh));
            }
            if (m.tellEnds() && isHere(client)) {
                Sought sought = new Sought(client, false);
                LongStream.of(ids).forEach(sought::look);
                sought.bring();
            }
        }
    }

    private static Command.Submit command(Client client, ToController.Submit m) {
        Once once = m.once();
        Submitter by = client.submitter();
        return once == null
                ? new Command.Submit(by.session(), by, m.acknowledged(), m.firstKey(), m.specs(), 0, 0, m.retriesSeen())
                : new Command.Submit(
                        once.session(), by, 0, once.firstKey(), m.specs(), once.of(), once.content(), m.retriesSeen());
    }

    /** Whether the session goes on: it may have ended since the message came. */
    private boolean isHere(Client client) {
        return channels.find(client.pump().session()) == client;
    }

    void abort(Client client, ToController.Abort m) {
        Answer answer = pipeline.decide(new Command.Abort(client.instance(), m.acknowledged(), m.key(), m.task()));
        OpenTask task = pipeline.ledger().find(m.task());
        boolean interruptAfterAll = answer instanceof Answer.Refused again
                && again.reason() == Answer.Refusal.ALREADY_ABORTED
                && m.interrupt();
        if (answer instanceof Answer.Refused refused && !interruptAfterAll) {
            refuse(client, m, refused);
            return;
        }
        if (task != null && task.state().held() != null) {
            pipeline.stop(task, m.interrupt());
        }
        answer(client, m, new ToClient.Aborting(m.key()));
        recordLater(() -> client.audit().aborted(client.who(), client.instance(), m.task()));
    }

    void clear(Client client, ToController.Clear m) {
        Command command = new Command.Clear(client.instance(), m.acknowledged(), m.key(), m.ranges());
        counted(client, m, command, done -> {
            recordLater(() -> client.audit().cleared(client.who(), client.instance(), m.ranges(), done.count()));
            return new ToClient.Cleared(m.key(), done.count(), done.missing());
        });
    }

    void pin(Client client, ToController.Pin m) {
        Command command = new Command.Pin(client.instance(), m.acknowledged(), m.key(), m.ranges(), m.pinned());
        counted(client, m, command, done -> {
            recordLater(
                    () -> client.audit().pinned(client.who(), client.instance(), m.ranges(), m.pinned(), done.count()));
            return new ToClient.Pinned(m.key(), done.count(), done.missing());
        });
    }

    private void counted(
            Client client, ToController.Keyed m, Command command, Function<Answer.Counted, ToClient> reply) {
        Answer answer = pipeline.decide(command);
        if (answer instanceof Answer.Refused refused) {
            refuse(client, m, refused);
        } else {
            answer(client, m, reply.apply((Answer.Counted) answer));
        }
    }

    /** Answers what is asked about tasks. */
    void answer(Client client, Question question) {
        if (question instanceof Question.Spin m) {
            spin(client, m);
        } else if (question instanceof Question.AskTask m) {
            askTask(client, m);
        } else if (question instanceof Question.Explain m) {
            explanations.explain(client, m, System.nanoTime());
        } else if (question instanceof Question.AskStatus m) {
            askStatus(client, m);
        } else if (question instanceof Question.AskStates m) {
            askStates(client, m);
        } else if (question instanceof Question.AskPage m) {
            listing.ask(client, m);
        } else if (question instanceof Question.AskSummary m) {
            pipeline.effects().then(() -> listing.find(client, m));
        } else if (question instanceof Question.AskOnce m) {
            askOnce(client, m);
        } else if (question instanceof Question.AskController m) {
            client.tell(status.answer(m, clients.count(), System.nanoTime()));
        } else if (question instanceof Question.AskEvents m) {
            events.ask(client, m);
        } else if (question instanceof Question.AskTasks m) {
            listing.ask(client, m);
        } else {
            throw new IllegalStateException("not to be answered here: a " + question.kind());
        }
    }

    private void askOnce(Client client, Question.AskOnce m) {
        long key = m.once().firstKey();
        KeyRun run = pipeline.ledger().answered(m.once().session(), key);
        boolean isOther = run != null && run.hash(key) != m.once().content();
        long task = run == null || isOther ? ToClient.OnceAnswer.NONE : run.task(key);
        tell(client, new ToClient.OnceAnswer(m.request(), task, isOther));
    }

    private void spin(Client client, Question.Spin m) {
        tell(client, new ToClient.Spun(m.request(), pipeline.handOut(roster)));
    }

    /** When it is durable. */
    private void recordLater(Runnable event) {
        pipeline.effects().then(event);
    }

    private void answer(Client client, ToController.Keyed command, ToClient answer) {
        answer(client, command, () -> client.tell(answer));
    }

    private void answer(Client client, ToController.Keyed command, Runnable answer) {
        uncommitted.put(command, client);
        pipeline.effects().then(() -> {
            uncommitted.remove(command);
            answer.run();
        });
    }

    /** Behind all that was decided before. */
    private void tell(Client client, ToClient message) {
        pipeline.effects().then(() -> client.tell(message));
    }

    private void refuse(Client client, ToController.Keyed command, Answer.Refused refused) {
        ToClient.Reason reason = switch (refused.reason()) {
            case UNKNOWN_TASK -> ToClient.Reason.UNKNOWN_TASK;
            case ALREADY_COMPLETED -> ToClient.Reason.ALREADY_COMPLETED;
            case ALREADY_ABORTED -> ToClient.Reason.ALREADY_ABORTED;
            case PINNED -> ToClient.Reason.PINNED;
            case KEY_REUSED -> ToClient.Reason.KEY_REUSED;
            case FULL -> ToClient.Reason.LEDGER_FULL;
            case LOOK_AGAIN -> ToClient.Reason.LOOK_AGAIN;
        };
        refuse(client, command, reason, false, refused.message());
    }

    /** Behind what was decided before. */
    private void refuse(
            Client client, ToController.Keyed command, ToClient.Reason reason, boolean again, String message) {
        count(command, reason);
        tell(client, refused(command, reason, again, message));
    }

    private void count(ToController.Keyed command, ToClient.Reason reason) {
        if (command instanceof ToController.Submit) {
            pipeline.metrics().refused(reason, command.count());
        }
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
        uncommitted.forEach(
                (command, client) -> client.tell(refused(command, ToClient.Reason.LEDGER_UNAVAILABLE, true, message)));
        channels.flush();
    }

    void watch(Client client, ToController.Watch m) {
        Ledger ledger = pipeline.ledger();
        IdRange.Split asked = IdRange.split(m.ranges(), ledger.nextTask());
        if (asked.count() > MOST_STATES) {
            String reason = asked.count() + " tasks were asked for at once, and the limit is " + MOST_STATES;
            client.tell(new ToClient.NotWatched(m.ranges(), m.brief(), reason));
            return;
        }
        Sought sought = new Sought(client, m.brief());
        for (IdRange given : asked.given()) {
            for (long id = given.first(); id <= given.last(); id++) {
                sought.look(id);
            }
        }
        for (IdRange other : asked.others()) {
            String note = ledger.absence(other.first(), other.last());
            sought.unknown.add(new ToClient.Unknown(other.first(), other.last(), note));
        }
        sought.bring();
    }

    /** Tasks whose ends a client waits for. */
    private final class Sought {
        private final Client client;
        private final boolean brief;
        private final List<Long> ended = new ArrayList<>();
        private final List<ToClient.Unknown> unknown = new ArrayList<>();

        Sought(Client client, boolean brief) {
            this.client = client;
            this.brief = brief;
        }

        void look(long id) {
            Ledger ledger = pipeline.ledger();
            if (ledger.find(id) != null) {
                watchers.add(id, client, brief);
            } else if (ledger.stateOf(id) != TaskState.NO_CODE) {
                ended.add(id);
            } else {
                unknown.add(new ToClient.Unknown(id, id, ledger.absence(id)));
            }
        }

        /** Those that have ended already are brought when what was decided before is durable. */
        void bring() {
            if (!ended.isEmpty() || !unknown.isEmpty()) {
                pipeline.effects().then(() -> {
                    client.delivery().fetch(ended, brief);
                    client.delivery().strangers(unknown);
                });
            }
        }
    }

    private void askTask(Client client, Question.AskTask m) {
        askTask(client, m, 0);
    }

    /** Nobody is to be answered whose session is over, which also that of the controller before this one is. */
    void askAgain(AskAgain again) {
        if (isHere(again.client())) {
            askTask(again.client(), again.question(), again.reads());
        }
    }

    private void askTask(Client client, Question.AskTask m, int reads) {
        OpenTask open = pipeline.ledger().find(m.task());
        if (open != null) {
            String note = Waiting.explain(open, roster, pipeline.dispatcher().explain(open.id()));
            tell(
                    client,
                    new ToClient.TaskAnswer(
                            m.request(),
                            open.state().state(),
                            null,
                            note,
                            Waiting.progress(open, roster),
                            underway(open)));
        } else if (pipeline.ledger().stateOf(m.task()) == TaskState.NO_CODE) {
            String note = pipeline.ledger().absence(m.task());
            tell(client, ToClient.TaskAnswer.still(m.request(), null, null, note));
        } else {
            pipeline.effects()
                    .then(() -> piping.pipe(store.results(List.of(m.task())), (found, failure) -> {
                        if (failure == null) {
                            found(client, m, found);
                        } else {
                            unread(client, m, reads + 1, failure);
                        }
                    }));
        }
    }

    private static ToClient.Underway underway(OpenTask task) {
        OpenState state = task.state();
        OpenState.Held held = state.suspended() ? null : state.held();
        return held == null
                ? new ToClient.Underway(task.submitted(), 0, -1, 0, 0, state.history())
                : new ToClient.Underway(
                        task.submitted(),
                        state.attempt(),
                        held.engineId(),
                        held.dispatched(),
                        held.started(),
                        state.history());
    }

    /** What cannot be read for a while may be readable again soon, and the client has time. */
    private void unread(Client client, Question.AskTask asked, int reads, Throwable failure) {
        if (reads < MOST_READS) {
            context.scheduleOnce(READ_AGAIN, context.getSelf(), new AskAgain(client, asked, reads));
            return;
        }
        String reason = "the result of task " + asked.task() + " cannot be read from the ledger: "
                + StageFailures.inWords(failure)
                + "; the task has ended, and its result is there when the ledger can be read";
        client.tell(new ToClient.NoAnswer(asked.request(), reason));
    }

    /**
     * A task that had ended when it was asked for, as far as it still is in the store. What was removed while that was
     * asked is explained like what was removed before.
     */
    private void found(Client client, Question.AskTask asked, List<FinishedTask> found) {
        ToClient.TaskAnswer answer = found.isEmpty()
                ? ToClient.TaskAnswer.still(
                        asked.request(), null, null, pipeline.ledger().absence(asked.task()))
                : ToClient.TaskAnswer.still(asked.request(), found.get(0).state(), found.get(0), "");
        client.tell(answer);
    }

    /** An engine has said what an attempt prints and does, of a task that is to be explained. */
    void answered(EngineChannel engine, ToController.AttemptAnswer m) {
        explanations.answered(engine.instance(), m);
    }

    private void askStatus(Client client, Question.AskStatus m) {
        Ledger ledger = pipeline.ledger();
        tell(client, new ToClient.StatusAnswer(m.request(), ledger.counts().status(), ledger.nextTask()));
    }

    private void askStates(Client client, Question.AskStates m) {
        Ledger ledger = pipeline.ledger();
        long left = Math.max(0, ledger.nextTask() - m.from());
        byte[] states = new byte[(int) Math.min(left, Math.min(m.count(), MOST_STATES))];
        for (int i = 0; i < states.length; i++) {
            states[i] = ledger.stateOf(m.from() + i);
        }
        tell(client, new ToClient.StatesAnswer(m.request(), states));
    }
}
