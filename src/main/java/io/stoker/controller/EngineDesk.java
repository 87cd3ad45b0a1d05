package io.stoker.controller;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.task.AttemptId;
import io.stoker.wire.Load;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import io.stoker.wire.ToMember;
import io.stoker.wire.WireMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Deals with engines that come, report, fall silent, come back and die, and says to every member whether it still is
 * one.
 */
final class EngineDesk {
    private final ActorContext<Object> context;
    private final Logger log;
    private final Cluster cluster;
    private final Books books;
    private final EngineListener listener;
    private final Roster roster;
    private final Greetings greetings;
    private final Silence silence;

    /** Death watch: the engine's actor is gone, and with it the cluster node it lived on. */
    record EngineTerminated(String instance, ActorRef<ToEngine> ref) {}

    EngineDesk(ActorContext<Object> context, ControllerSettings settings, Books books, EngineListener listener) {
        this.context = context;
        this.log = context.getLog();
        this.cluster = Cluster.get(context.getSystem());
        this.books = books;
        this.listener = listener;
        this.roster = new Roster(books.holders());
        this.silence = new Silence(settings.suspectAfter(), settings.downAfter(), System.nanoTime());
        this.greetings = new Greetings(new ToEngine.Greeting(
                books.epoch(), books.ledgerId(), context.getSelf().narrow()));
    }

    Roster roster() {
        return roster;
    }

    void listed(Receptionist.Listing listing) {
        Set<ActorRef<ToEngine>> strangers = new HashSet<>(listing.getAllServiceInstances(ToEngine.KEY));
        strangers.removeIf(roster::knows);
        greetings.only(strangers);
    }

    void here(ToController.Here here) {
        if (here.version() != WireMessage.VERSION) {
            here.replyTo().tell(new ToMember.OtherVersion(WireMessage.VERSION));
            return;
        }
        if (!isMember(here.address(), here.uid())) {
            here.replyTo().tell(new ToMember.Rejoin(books.epoch(), books.ledgerId()));
            return;
        }
        here.replyTo()
                .tell(new ToMember.Keep(
                        books.epoch(), books.ledgerId(), context.getSelf().narrow()));
        long tick = System.nanoTime();
        silence.heard(here.address(), tick);
        roster.find(here.instance())
                .filter(engine -> engine.address().equals(here.address()))
                .ifPresent(engine -> compare(engine, here.load(), tick));
    }

    private boolean isMember(String address, long uid) {
        for (Member member : cluster.state().getMembers()) {
            if (member.uniqueAddress().longUid() == uid
                    && member.address().toString().equals(address)) {
                return member.status() != MemberStatus.down() && member.status() != MemberStatus.removed();
            }
        }
        return false;
    }

    /** What the engine says it holds against what the ledger says. */
    private void compare(Engine engine, Load load, long tick) {
        if (engine.suspected()) {
            if (!silence.isSuspect(engine.address(), tick)) {
                // Its answer comes behind everything that was sent to it, so it is known for sure what has arrived.
                greetings.add(engine.ref());
            }
            return;
        }
        started(engine.instance(), load.running());
        books.repeatInterrupts(load.running());
        List<AttemptId> stale = new ArrayList<>();
        load.queued().stream()
                .filter(a -> !books.isCurrent(engine.instance(), a))
                .forEach(stale::add);
        List<AttemptId> unwanted = load.running().stream()
                .filter(a -> !books.isCurrent(engine.instance(), a))
                .toList();
        stale.addAll(unwanted);
        if (!stale.isEmpty()) {
            books.outgoing().tell(engine.ref(), new ToEngine.Drop(books.epoch(), stale));
        }
        books.dispatcher().paused(engine.instance(), !unwanted.isEmpty());
        if (books.isMissing(engine.instance(), load, Greetings.PATIENCE_MILLIS)) {
            greetings.add(engine.ref());
        }
    }

    void hello(ToController.Hello hello) {
        if (hello.version() != WireMessage.VERSION) {
            log.error(
                    "an engine speaks version {} of the protocol, and this controller {}",
                    hello.version(),
                    WireMessage.VERSION);
            return;
        }
        greetings.answered(hello.engine());
        String address = hello.engine().path().address().toString();
        Engine before = roster.find(hello.instance()).orElse(null);
        Engine engine = roster.register(hello, address);
        if (before == null || !before.ref().equals(hello.engine())) {
            context.watchWith(hello.engine(), new EngineTerminated(hello.instance(), hello.engine()));
        }
        if (before != null && !before.address().equals(address)) {
            down(before.address());
        }
        silence.heard(address, System.nanoTime());
        Answer answer = books.decide(new Command.Welcome(hello.instance(), all(hello.load())));
        List<AttemptId> drop = answer instanceof Answer.Drop d ? d.attempts() : List.of();
        books.outgoing().tell(engine.ref(), new ToEngine.Welcome(books.epoch(), books.ledgerId(), engine.id(), drop));
        books.dispatcher().engineJoined(engine.instance(), System.nanoTime());
        if (before == null || before.suspected() || !before.ref().equals(engine.ref())) {
            log.info("{} has registered{}", engine.describe(), before == null ? "" : " again");
            listener.registered(engine.info(0));
        }
    }

    private static Set<AttemptId> all(Load load) {
        Set<AttemptId> all = new HashSet<>(load.queued());
        all.addAll(load.running());
        all.addAll(load.unacknowledged());
        return all;
    }

    void started(String instance, List<AttemptId> attempts) {
        for (AttemptId attempt : attempts) {
            books.decide(new Command.Start(instance, attempt));
            books.dispatcher().started(instance, attempt, System.nanoTime());
        }
    }

    void ended(String instance, ToController.AttemptReport report) {
        Answer answer = books.decide(new Command.Report(instance, report.attempt(), report.result()));
        if (answer instanceof Answer.Reported reported
                && reported.use() == Answer.Use.LATE
                && report.result() != null) {
            log.info("a late report of attempt {} was not used", report.attempt());
        }
        books.outgoing().acknowledge(instance, report.attempt());
    }

    /** A report that nothing can be done with must not be repeated for ever. */
    void refuseReport(String instance, ToController.AttemptReport report, String evidence) {
        log.error("the report of attempt {} is given up: {}", report.attempt(), evidence);
        books.outgoing().acknowledge(instance, report.attempt());
    }

    void exited(Controller.EngineExited exited) {
        roster.find(exited.instance()).ifPresent(engine -> {
            down(engine.address());
            bury(engine, engine.describe() + " exited with " + ExitCode.describe(exited.code()));
        });
    }

    void terminated(EngineTerminated terminated) {
        roster.find(terminated.instance())
                .filter(engine -> engine.ref().equals(terminated.ref()))
                .ifPresent(engine -> bury(
                        engine,
                        engine.describe() + " has left the cluster, or was removed after it could not be reached"));
    }

    private void bury(Engine engine, String evidence) {
        log.warn("{}", evidence);
        books.decide(new Command.Bury(engine.instance(), evidence));
        books.dispatcher().engineLeft(engine.instance());
        roster.remove(engine.instance());
        listener.lost(engine.info(0), evidence);
    }

    void unreachable(Member member) {
        silence.unreachable(member.address().toString());
        look();
    }

    void reachable(Member member) {
        silence.reachable(member.address().toString());
    }

    void removed(Member member) {
        silence.removed(member.address().toString());
    }

    /** Looks for engines that have fallen silent, and for members that are to be given up. */
    void look() {
        long tick = System.nanoTime();
        silence.look(tick);
        for (Engine engine : roster.engines()) {
            if (!engine.suspected() && silence.isSuspect(engine.address(), tick)) {
                log.warn(
                        "{} is silent or unreachable: it gets no tasks, and what it holds may run elsewhere",
                        engine.describe());
                roster.mark(engine, true);
                books.decide(new Command.Suspect(engine.instance()));
                books.dispatcher().engineLeft(engine.instance());
            }
        }
        silence.toDown(tick).forEach(this::down);
        greetings.repeat(tick);
    }

    private void down(String address) {
        Address parsed = AddressFromURIString.parse(address);
        if (!parsed.equals(cluster.selfMember().address())) {
            cluster.manager().tell(new Down(parsed));
        }
    }
}
