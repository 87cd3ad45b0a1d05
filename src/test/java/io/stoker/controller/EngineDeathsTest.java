package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import io.stoker.LoneCluster;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.wire.WireConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineDeathsTest {
    private static final String AWAY = "akka://stoker@127.0.0.1:9";

    private static ActorTestKit kit;

    private final MemoryStore store = new MemoryStore();
    private final Roster roster = new Roster(Map.of(), 1);
    private final List<String> deaths = new ArrayList<>();
    private EngineDeaths engines;
    private String here;

    @BeforeAll
    static void start() {
        kit = LoneCluster.start("controller", Map.of());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void serve() {
        here = LoneCluster.address(kit);
        LedgerStore.Opened opened = store.open("test").toCompletableFuture().join();
        CommitPipeline pipeline = new CommitPipeline(ControllerSettings.from(WireConfig.load(Map.of())), store, opened);
        engines = new EngineDeaths(
                pipeline,
                new Members(Cluster.get(kit.system())),
                roster,
                new HeartbeatReconciler(pipeline),
                ControllerListener.NONE,
                (engine, evidence) -> deaths.add(engine.instance() + ": " + evidence));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Engine register(String instance, String address) {
        return Engines.register(roster, Engines.hello(instance, -1), address);
    }

    private List<String> living() {
        return roster.engines().stream().map(Engine::instance).toList();
    }

    @Test
    void theEnginesOfAJvmDieTogetherWhenItsProcessHasEnded() {
        register("n", here);
        register("other", here);
        register("n.1", here);
        engines.exited("n", 137);
        assertThat(living()).containsExactly("other");
        String evidence = "the JVM of engines 0, 2 (pid 4711 on hut) exited with code 137 (SIGKILL)";
        assertThat(deaths).containsExactly("n: " + evidence, "n.1: " + evidence);
    }

    @Test
    void whoseActorHasEndedOnALivingNodeIsDeadOnceTheNodeSaysSo() {
        Engine ended = register("n", here);
        register("n.1", here);
        engines.terminated(ended);
        engines.ended(List.of());
        assertThat(living()).containsExactly("n", "n.1");
        engines.ended(List.of("n", "long gone"));
        assertThat(living()).containsExactly("n.1");
        assertThat(deaths).containsExactly("n: engine 0 (pid 4711 on hut) was ended");
        assertThat(engines.isBack("n")).isFalse();
    }

    @Test
    void whoseActorHasEndedTogetherWithItsNodeDiesWithAllOfTheNode() {
        Engine one = register("n", AWAY);
        register("n.1", AWAY);
        register("other", here);
        engines.terminated(one);
        assertThat(living()).containsExactly("other");
    }

    @Test
    void aJvmThatHasComeBackAtAnotherAddressOutlivesItsNode() {
        register("n", AWAY);
        register("n.1", here);
        register("other", AWAY);
        engines.removed(AWAY);
        assertThat(living()).containsExactly("n", "n.1");
    }

    @Test
    void aNodeThatSaysThatItEndsTakesItsEnginesWithIt() {
        register("n", here);
        register("n.1", here);
        register("n.2", here);
        register("n.3", here);
        engines.left(here);
        assertThat(living()).isEmpty();
        assertThat(deaths)
                .hasSize(4)
                .allSatisfy(death -> assertThat(death)
                        .endsWith("the JVM of engines 0, 1, 2 and 1 more (pid 4711 on hut) has left the cluster"));
    }
}
