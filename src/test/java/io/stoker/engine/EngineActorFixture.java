package io.stoker.engine;

import static io.stoker.engine.Attempts.assignment;
import static io.stoker.engine.Attempts.id;
import static io.stoker.engine.Attempts.result;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.task.AttemptId;
import io.stoker.task.EngineProperties;
import io.stoker.wire.ToController;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToController.EngineReport;
import io.stoker.wire.ToEngine;
import io.stoker.wire.WireConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** An engine's actor in a cluster of its own, and a probe in the controller's place. */
abstract class EngineActorFixture {
    static ActorTestKit kit;

    final Workbench bench = new Workbench();
    final EngineProcess engine = new EngineProcess(
            WireConfig.load(Map.of()), "instance", EngineProperties.of(Map.of("host", "hut")), bench, new FakeLife());
    ActorRef<Object> actor;
    TestProbe<ToController> controller;

    @BeforeAll
    static void startSystem() {
        kit = LoneCluster.start("engine", Map.of());
    }

    @AfterAll
    static void stopSystem() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void start() {
        actor = kit.spawn(EngineActor.create(engine, bench));
        controller = kit.createTestProbe(ToController.class);
    }

    @AfterEach
    void stop() {
        kit.stop(actor);
        engine.close();
    }

    ToController.Hello greet(long epoch, String ledger) {
        actor.tell(new ToEngine.Greeting(epoch, ledger, 7, controller.ref()));
        while (true) {
            // Reports of starts may come at any time.
            if (controller.receiveMessage(LoneCluster.LONG) instanceof ToController.Hello hello) {
                return hello;
            }
        }
    }

    void assign(long epoch, long... tasks) {
        List<ToEngine.Assignment> assignments = new ArrayList<>();
        for (long task : tasks) {
            assignments.add(assignment(task));
        }
        actor.tell(new ToEngine.Assign(epoch, assignments));
    }

    /** As the task thread does. */
    void run(long task) throws InterruptedException {
        assertThat(Attempts.take(bench).attempt()).isEqualTo(id(task));
        bench.ended(id(task), result(1));
    }

    /** The next report of attempts that have ended; those of starts are skipped. */
    List<AttemptReport> ended() {
        List<AttemptReport> ended = List.of();
        while (ended.isEmpty()) {
            ended = controller
                    .expectMessageClass(EngineReport.class, LoneCluster.LONG)
                    .ended();
        }
        return ended;
    }

    List<AttemptId> endedIds() {
        return ended().stream().map(AttemptReport::attempt).toList();
    }

    /** The next report without this attempt: before it is acknowledged, it may be repeated at any time. */
    List<AttemptId> endedWithout(long task) {
        List<AttemptId> ended = endedIds();
        while (ended.contains(id(task))) {
            ended = endedIds();
        }
        return ended;
    }

    void acknowledge(long... tasks) {
        for (long task : tasks) {
            actor.tell(new ToEngine.Acknowledge(1, List.of(id(task))));
        }
    }
}
