package io.stoker.controller;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Member;
import akka.remote.UniqueAddress;
import akka.remote.artery.QuarantinedEvent;
import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EventKind;
import io.stoker.task.Failure;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import io.stoker.wire.BoundedLog;
import io.stoker.wire.Claim;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import io.stoker.wire.ToMember;
import io.stoker.wire.WireMessage;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Deals with engines that come, report, fall silent, come back and die, and says to every member whether it still is
 * one.
 */
final class EngineHandler {
    private static final int MOST_SHOWN = 60;

    private final ActorContext<Object> context;
    private final Logger log;
    private final Members members;
    private final Admission admission;
    private final ProvenNodes proven;
    private final Audit audit;
    private final CommitPipeline pipeline;
    private final ControllerListener listener;
    private final Roster roster;
    private final Handshakes handshakes;
    private final Channels channels;
    private final FailureDetector failureDetector;
    private final HeartbeatReconciler reconciler;
    private final EngineQuestions questions;
    private final HeardEngines heard;
    private final DepartedEngines departed = new DepartedEngines();
    private final EngineDeaths deaths;
    private final BoundedLog malformed;

    /** Death watch: the engine's actor has ended, and with it the engine, or the whole cluster node it lived on. */
    record EngineTerminated(String instance, ActorRef<ToEngine> ref) {}

    EngineHandler(
            ActorContext<Object> context,
            ControllerSettings settings,
            CommitPipeline pipeline,
            Members members,
            ProvenNodes proven,
            Admission admission,
            Audit audit,
            Channels channels,
            ControllerListener listener,
            HeardEngines heard) {
        this.context = context;
        this.log = context.getLog();
        this.malformed = new BoundedLog(log);
        this.members = members;
        this.proven = proven;
        this.admission = admission;
        this.audit = audit;
        this.pipeline = pipeline;
        this.listener = listener;
        this.heard = heard;
        this.roster = new Roster(pipeline.holders(), pipeline.epoch());
        this.questions = new EngineQuestions(pipeline, roster);
        this.failureDetector = new FailureDetector(settings.suspectAfter(), settings.downAfter(), System.nanoTime());
        this.reconciler = new HeartbeatReconciler(pipeline);
        this.channels = channels;
        this.handshakes = new Handshakes(channels, this::identify);
        this.deaths = new EngineDeaths(pipeline, members, roster, reconciler, listener, this::died);
    }

    Roster roster() {
        return roster;
    }

    /** Behind all that was decided before, so that the answer is about it. */
    private void identify(EngineChannel engine) {
        ToEngine.Identify identify = new ToEngine.Identify(
                pipeline.epoch(),
                pipeline.ledgerId(),
                pipeline.boundary(),
                engine.pump().session(),
                context.getSelf().narrow(),
                engine.pass());
        pipeline.effects().then(() -> identify(engine, identify));
    }

    /** What was sent before leaves before, so that the answer is about it as well. */
    private void identify(EngineChannel engine, ToEngine.Identify identify) {
        long tick = System.nanoTime();
        engine.flush(tick);
        EngineChannel before = engine.takeBefore();
        if (before != null) {
            before.flush(tick);
            channels.end(before);
            roster.find(before.instance())
                    .filter(known -> known.ref().equals(engine.ref()))
                    .ifPresent(known -> roster.use(known, engine));
        }
        engine.ref().tell(identify);
        engine.identifySent();
    }

    /**
     * Those that were heard before this controller served, and are in the cluster still. Their nodes hear first that it
     * serves: they do not believe it before.
     */
    void greetHeard() {
        proven.all().stream()
                .filter(node -> members.has(node.address(), node.uid()))
                .forEach(node -> acknowledge(node, true));
        heard.all().stream()
                .filter(one -> members.has(members.addressOf(one.engine())))
                .forEach(one -> handshakes.add(one.engine(), one.pass()));
    }

    private void acknowledge(ProvenNode node, boolean isSigned) {
        ActorRef<ToController> self = context.getSelf().narrow();
        node.replyTo().tell(proven.answer(node, isSigned, pipeline.epoch(), pipeline.ledgerId(), members.self(), self));
    }

    void heartbeat(ToController.Heartbeat heartbeat) {
        if (heartbeat.version() != WireMessage.VERSION) {
            Claim claim = heartbeat.claim();
            heartbeat
                    .replyTo()
                    .tell(new ToMember.OtherVersion(WireMessage.VERSION, claim == null ? null : claim.challenge()));
            return;
        }
        if (!members.has(heartbeat.address(), heartbeat.uid())) {
            heartbeat
                    .replyTo()
                    .tell(new ToMember.Rejoin(
                            pipeline.epoch(),
                            pipeline.ledgerId(),
                            heartbeat.claim().challenge()));
            return;
        }
        ProvenNode node = admission.heartbeat(heartbeat);
        if (node == null) {
            return;
        }
        acknowledge(node, heartbeat.claim().proof() != null);
        if (heartbeat.claim().pass() == null && proven.isSettled(node)) {
            return; // it may be a repetition by somebody else; the node has been told its pass, and will say it
        }
        long tick = System.nanoTime();
        failureDetector.heard(heartbeat.address(), tick);
        heartbeat.ended().forEach(ended -> ended(node, ended));
        heartbeat.statements().forEach(statement -> stated(node, statement, tick));
    }

    private void ended(ProvenNode node, ToController.Ended ended) {
        if (roster.find(ended.instance()).isEmpty()
                || !admission.isOf(node, ended.instance(), ended.key(), "an engine to count as ended")) {
            return;
        }
        roster.find(ended.instance()).ifPresent(engine -> audit.killed(node.who(), engine.instance(), engine.id()));
        deaths.ended(List.of(ended.instance()));
    }

    /** Whether a node that states something of an engine may have any, and has this one. */
    private boolean mayHost(ProvenNode node, ActorRef<ToEngine> engine) {
        if (!members.isAt(engine, node.address())) {
            admission.refuse(node, "to have an engine", "that is on another node");
            return false;
        }
        return admission.may(node, Admission.ENGINES, "to have an engine");
    }

    private void stated(ProvenNode node, ToController.Statement statement, long tick) {
        String address = node.address();
        if (statement.engine() != null && !mayHost(node, statement.engine())) {
            return;
        }
        heard.add(statement, node.pass());
        if (statement.engine() != null && !roster.knows(statement.engine())) {
            handshakes.add(statement.engine(), node.pass());
            return;
        }
        Engine engine = roster.find(statement.instance()).orElse(null);
        if (engine == null || !engine.address().equals(address)) {
            return;
        }
        roster.told(statement.instance(), statement.progress());
        pipeline.metrics().load(engine.id(), statement.load());
        boolean ask = engine.suspected()
                ? !failureDetector.isSuspect(engine.address(), tick)
                : reconciler.compare(engine, statement.held());
        boolean changed = statement.propertiesVersion() > engine.propertiesVersion();
        if (ask || changed) {
            handshakes.add(engine.ref(), node.pass());
        }
    }

    void properties(String instance, ToController.Properties changed) {
        Engine before = roster.find(instance).orElse(null);
        if (before != null && roster.change(instance, changed)) {
            pipeline.dispatcher().engineChanged(instance, changed.properties());
            draining(before, changed.draining(), before.draining());
        }
    }

    private void draining(Engine engine, boolean now, boolean before) {
        pipeline.dispatcher().draining(engine.instance(), now);
        if (now != before) {
            pipeline.note(now ? EventKind.ENGINE_DRAINING : EventKind.ENGINE_RESUMED, engine, null);
        }
    }

    void askEngines(Client client, Question.AskEngines m) {
        questions.ask(client, m, System.nanoTime());
    }

    void listEngines(ToController.ListEngines m) {
        if (!members.isAt(m.replyTo(), members.self())) {
            Audit.Who who = new Audit.Who(members.addressOf(m.replyTo()).toString(), null);
            admission.refuse(who, "to know the engines", "only clients in a session may");
            return;
        }
        questions.answer(new Question.AskEngines(0, 0, 0), m.replyTo()::tell);
    }

    void askEngine(Client client, Question.AskEngine m) {
        ToClient answer = answer(m);
        pipeline.effects().then(() -> client.tell(answer));
    }

    void findEngine(ToController.FindEngine m) {
        if (admission.admit(m.replyTo(), m.pass(), Admission.CLIENTS, "to call an engine") == null) {
            return;
        }
        pipeline.effects().tell(m.replyTo(), answer(new Question.AskEngine(m.request(), m.instance(), m.id())));
    }

    private ToClient answer(Question.AskEngine m) {
        Engine engine = roster.sought(m.instance(), m.id()).orElse(null);
        return engine == null
                ? new ToClient.EngineAnswer(m.request(), null, null, departed.of(m.instance(), m.id()))
                : new ToClient.EngineAnswer(m.request(), engine.direct(), engine.ticket(), "");
    }

    /** The engine has another ticket. */
    void ticket(String instance, ToController.Ticket message) {
        roster.change(instance, message.ticket());
    }

    /** A client has gone. */
    void gone(Client client) {
        questions.gone(client);
    }

    /** What it would give back is not assigned to it. */
    void givesWay(String instance, ToController.GivesWay message) {
        reconciler.givesWay(instance, message.now());
    }

    void register(ToController.Register register) {
        if (register.version() != WireMessage.VERSION) {
            handshakes.end(register.engine());
            malformed.error(
                    "an engine speaks version " + register.version() + " of the protocol, but this controller version "
                            + WireMessage.VERSION + ": use the same Stoker on both sides");
            return;
        }
        Address home = members.addressOf(register.engine());
        if (!members.has(home)) {
            return; // it was removed: its next heartbeat is answered with rejoin
        }
        EngineChannel channel = handshakes.find(register.engine(), register.session());
        if (channel == null) {
            return; // to an {@code Identify} before the last one, which will be answered as well
        }
        String address = home.toString();
        ProvenNode node = mayRegister(register, address);
        if (node == null) {
            handshakes.end(register.engine());
            return;
        }
        Engine before = roster.find(register.instance()).orElse(null);
        if (roster.knows(register.engine()) && (before == null || !before.ref().equals(register.engine()))) {
            malformed.error("refused a Register of '" + Utf8.head(Visible.of(register.instance()), MOST_SHOWN)
                    + "': its actor is registered under another instance");
            return;
        }
        channel.answered(register.instance());
        roster.expect(instance -> pipeline.ledger().holds(instance) > 0);
        Engine engine = roster.register(register, channel, address);
        if (deaths.isBack(engine.instance()) || before == null || !before.ref().equals(engine.ref())) {
            context.watchWith(engine.ref(), new EngineTerminated(engine.instance(), engine.ref()));
        }
        if (before != null && !before.ref().equals(engine.ref())) {
            context.unwatch(before.ref());
            handshakes.end(before.ref());
        }
        if (before != null && !before.address().equals(address)) {
            members.down(before.address());
        }
        failureDetector.heard(address, System.nanoTime());
        reconciler.begin(engine.instance());
        if (before != null && before.propertiesVersion() != engine.propertiesVersion()) {
            pipeline.dispatcher().engineChanged(engine.instance(), engine.properties());
        }
        registered(engine, register);
        if (before == null || before.suspected() || !before.ref().equals(engine.ref())) {
            log.info("{} has registered{}", engine.describe(), before == null ? "" : " again");
            pipeline.note(EventKind.ENGINE_JOINED, engine, null);
            listener.registered(engine.info(0));
            audit.registered(node.who(), engine.instance(), engine.id());
        }
        draining(engine, engine.draining(), before != null && before.draining());
    }

    /** Who registers an engine: a node that may, and has the key to its instance; null if it is refused. */
    private @Nullable ProvenNode mayRegister(ToController.Register register, String address) {
        String what = "to register engine " + Utf8.head(Visible.of(register.instance()), MOST_SHOWN);
        ProvenNode node = admission.admit(address, register.pass(), Admission.ENGINES, what);
        if (node == null || !admission.isOf(node, register.instance(), register.key(), what)) {
            return null;
        }
        if (!members.isAt(register.direct(), address)) {
            admission.refuse(node, what, "direct calls would go to another node");
            return null;
        }
        return node;
    }

    private void registered(Engine engine, ToController.Register register) {
        List<AttemptId> drop =
                pipeline.registered(engine.instance(), register.held().all(), register.identifiedAt());
        pipeline.effects()
                .registered(engine.channel(), new ToEngine.Registered(pipeline.ledgerId(), engine.id(), drop));
        pipeline.repeatInterrupts(register.held().running());
        pipeline.dispatcher().engineJoined(engine.instance(), engine.node(), engine.properties(), System.nanoTime());
        reconciler.registered(engine.instance(), register.held(), drop);
    }

    void started(String instance, List<AttemptId> attempts) {
        attempts.forEach(attempt -> pipeline.decide(new Command.Start(instance, attempt)));
    }

    void ended(String instance, ToController.AttemptReport report) {
        Answer answer = pipeline.report(instance, report.attempt(), report.result());
        if (answer instanceof Answer.Reported reported
                && reported.use() == Answer.Use.LATE
                && report.result() != null) {
            log.debug("a late report of attempt {} was not used", report.attempt());
        }
    }

    /** A report of which something can be made: one that is malformed is that of a failure, which says so. */
    ToController.AttemptReport readable(String instance, ToController.AttemptReport report) {
        String flaw = report.flaw();
        if (flaw == null) {
            return report;
        }
        malformed.error("engine '" + Utf8.head(Visible.of(instance), MOST_SHOWN)
                + "' has sent a malformed report of attempt " + report.attempt() + ": " + flaw);
        Failure failure =
                Failure.of(Failure.Kind.SYSTEM, "MalformedReport", "the report of its engine cannot be read: " + flaw);
        AttemptResult result = AttemptResult.failed(failure, 0);
        return new ToController.AttemptReport(report.attempt(), result);
    }

    /** A report that nothing can be done with must not be repeated for ever. */
    void refuseReport(ToController.AttemptReport report, String evidence) {
        log.error("the report of attempt {} is dropped: {}", report.attempt(), evidence);
    }

    /** Another controller's launcher says that the process of engines has ended. */
    void exited(ToController.NodeExited m) {
        String what = "to say that engines have ended";
        if (admission.admit(m.address(), m.pass(), Admission.CONTROLLERS, what) != null) {
            exited(m.node(), m.code());
        }
    }

    /** The process of engines has ended. */
    void exited(String node, int code) {
        deaths.exited(node, code);
    }

    void terminated(EngineTerminated terminated) {
        roster.find(terminated.instance())
                .filter(engine -> engine.ref().equals(terminated.ref()))
                .ifPresent(deaths::terminated);
    }

    private void died(Engine engine, String evidence) {
        log.warn("{}", evidence);
        context.unwatch(engine.ref());
        departed.add(engine, evidence);
        handshakes.end(engine.ref());
    }

    /**
     * The node at this address says that it ends.
     *
     * @return the node; null if somebody else says so
     */
    @Nullable
    ProvenNode leaves(ToController.Leave m) {
        String what = "to leave the cluster";
        ProvenNode node = admission.admit(m.address(), m.pass(), Admission.ALL, what);
        if (node == null) {
            return null;
        }
        if (node.uid() != m.uid() || !members.isAt(m.replyTo(), m.address())) {
            admission.refuse(node, what, "it speaks of another node");
            return null;
        }
        deaths.left(m.address());
        heard.remove(actor -> members.isAt(actor, m.address()));
        return node;
    }

    /**
     * This node has said that it ends, and had time for it: sooner it would hear that it was downed, and log that. Akka
     * would miss it after ten seconds, and of many only two at a time.
     */
    void gone(String address, long uid) {
        if (members.has(address, uid)) {
            members.down(address);
            // Akka removes at once who is down and in quarantine. To the connections it is, since they have ended.
            Adapter.toClassic(context.getSystem())
                    .eventStream()
                    .publish(new QuarantinedEvent(new UniqueAddress(AddressFromURIString.parse(address), uid)));
        }
    }

    /**
     * The node at this address is one of the cluster no more: nothing that comes from it counts, and what its engines
     * ran is to run elsewhere. Engines do not let it call them.
     */
    void expelled(String address, String reason) {
        Predicate<ActorRef<?>> isThere = actor -> members.isAt(actor, address);
        deaths.expelled(address, reason);
        heard.remove(isThere);
        handshakes.end(isThere);
        members.down(address);
        roster.engines().forEach(engine -> engine.channel().tell(new ToEngine.Expelled(address)));
    }

    void unreachable(Member member) {
        failureDetector.unreachable(member.address().toString());
    }

    void reachable(Member member) {
        failureDetector.reachable(member.address().toString());
    }

    void removed(Member member) {
        Predicate<ActorRef<?>> gone = actor -> members.addressOf(actor).equals(member.address());
        heard.remove(gone);
        handshakes.remove(gone);
        failureDetector.removed(member.address().toString());
        deaths.removed(member.address().toString());
    }

    /** Looks for engines that have fallen silent, and for members that are to be given up. */
    void look() {
        long tick = System.nanoTime();
        failureDetector.look(tick);
        roster.engines().stream()
                .filter(engine -> !engine.suspected() && failureDetector.isSuspect(engine.address(), tick))
                .forEach(this::suspect);
        failureDetector.toDown(tick).forEach(members::down);
        handshakes.repeat(tick);
        questions.look(tick);
    }

    private void suspect(Engine engine) {
        log.warn("{} is silent: it gets no new tasks, and the tasks it holds may run elsewhere", engine.describe());
        pipeline.note(EventKind.ENGINE_SILENT, engine, null);
        roster.mark(engine, true);
        // First, so that what is queued again is held by nobody.
        pipeline.dispatcher().engineLeft(engine.instance());
        pipeline.decide(new Command.Suspect(engine.instance()));
    }
}
