package io.stoker.controller;

import akka.actor.AddressFromURIString;
import io.stoker.ledger.Command;
import io.stoker.task.EventKind;
import io.stoker.wire.ExitCode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Who has died when something ends: the engines of a JVM die together, and are told to the ledger together, which may
 * not know otherwise whose task it was. Only an engine that its JVM says has ended has died alone.
 */
final class EngineDeaths {
    private static final int MOST_SHOWN = 3;

    private final CommitPipeline pipeline;
    private final Members members;
    private final Roster roster;
    private final HeartbeatReconciler reconciler;
    private final ControllerListener listener;
    private final BiConsumer<Engine, String> onDeath;
    /** Their actors have ended, and their nodes seemed to be alive then. */
    private final Set<String> actorless = new HashSet<>();

    /** @param onDeath told of each engine that has died, with the evidence */
    EngineDeaths(
            CommitPipeline pipeline,
            Members members,
            Roster roster,
            HeartbeatReconciler reconciler,
            ControllerListener listener,
            BiConsumer<Engine, String> onDeath) {
        this.pipeline = pipeline;
        this.members = members;
        this.roster = roster;
        this.reconciler = reconciler;
        this.listener = listener;
        this.onDeath = onDeath;
    }

    /** The launcher says so: that is proof, whoever of its engines has registered since this controller serves. */
    void exited(String node, int code) {
        String how = " exited with " + ExitCode.describe(code);
        List<Engine> engines = roster.engines().stream()
                .filter(engine -> engine.node().equals(node))
                .toList();
        engines.stream().map(Engine::address).distinct().forEach(members::down);
        Set<String> expected = roster.expected(node);
        expected.removeIf(instance -> pipeline.ledger().holds(instance) == 0);
        if (!engines.isEmpty() || !expected.isEmpty()) {
            String evidence = engines.isEmpty() ? "its engine" + how : describe(engines) + how;
            died(engines, expected, ControllerMetrics.Gone.EXITED, evidence);
        }
    }

    /**
     * Death watch has told that the engine's actor has ended. If that was all of its node, the cluster is about to say
     * so; if not, its node says that it has ended.
     */
    void terminated(Engine engine) {
        if (members.has(AddressFromURIString.parse(engine.address()))) {
            actorless.add(engine.instance());
            pipeline.dispatcher().engineLeft(engine.instance());
        } else {
            removed(engine.address());
        }
    }

    /** Whether the actor of this engine had ended, which has a new one now. */
    boolean isBack(String instance) {
        return actorless.remove(instance);
    }

    /** No member is at this address any more. A JVM that lives on has engines at another one by now. */
    void removed(String address) {
        Set<String> elsewhere = roster.engines().stream()
                .filter(engine -> !engine.address().equals(address))
                .map(Engine::node)
                .collect(Collectors.toSet());
        String how = " left the cluster, or was removed because it was unreachable";
        all(address, elsewhere, ControllerMetrics.Gone.REMOVED, how);
    }

    /** The node at this address says that it ends. */
    void left(String address) {
        all(address, Set.of(), ControllerMetrics.Gone.LEFT, " left the cluster");
    }

    private void all(String address, Set<String> living, ControllerMetrics.Gone kind, String how) {
        List<Engine> engines = roster.engines().stream()
                .filter(engine -> engine.address().equals(address) && !living.contains(engine.node()))
                .toList();
        if (!engines.isEmpty()) {
            died(engines, Set.of(), kind, describe(engines) + " has" + how);
        }
    }

    /** The node at this address is one of the cluster no more, for this reason. */
    void expelled(String address, String reason) {
        all(address, Set.of(), ControllerMetrics.Gone.EXPELLED, " been expelled: " + reason);
    }

    /** These have ended, and the JVM that says so has not. */
    void ended(List<String> instances) {
        for (String instance : instances) {
            roster.find(instance)
                    .ifPresent(engine -> died(
                            List.of(engine), Set.of(), ControllerMetrics.Gone.ENDED, engine.describe() + " was ended"));
        }
    }

    /** @param expected those that have not registered since this controller serves */
    private void died(List<Engine> engines, Set<String> expected, ControllerMetrics.Gone how, String evidence) {
        Set<String> instances = new LinkedHashSet<>(expected);
        engines.forEach(engine -> instances.add(engine.instance()));
        boolean calls = instances.stream().anyMatch(reconciler::isGivingWay);
        instances.forEach(pipeline.dispatcher()::engineLeft);
        EventKind kind = isOrderly(how) ? EventKind.ENGINE_LEFT : EventKind.ENGINE_LOST;
        engines.forEach(engine -> pipeline.note(kind, engine, evidence));
        pipeline.decide(new Command.EnginesDied(instances, calls, evidence));
        instances.forEach(roster::remove);
        instances.forEach(reconciler::begin);
        actorless.removeAll(instances);
        for (Engine engine : engines) {
            onDeath.accept(engine, evidence);
            pipeline.metrics().gone(engine.id(), how);
            listener.lost(engine.info(0), evidence);
        }
    }

    private static boolean isOrderly(ControllerMetrics.Gone how) {
        return how == ControllerMetrics.Gone.LEFT || how == ControllerMetrics.Gone.ENDED;
    }

    /** For people: "the JVM of engines 0, 1, 2 and 13 more (pid 4711 on hut)". */
    private static String describe(List<Engine> engines) {
        Engine first = engines.get(0);
        if (engines.size() == 1) {
            return first.describe();
        }
        String ids = engines.stream()
                .map(Engine::id)
                .sorted()
                .limit(MOST_SHOWN)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        int more = engines.size() - MOST_SHOWN;
        return "the JVM of engines " + ids + (more > 0 ? " and " + more + " more" : "") + " (" + first.process() + ")";
    }
}
