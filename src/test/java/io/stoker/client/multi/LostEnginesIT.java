package io.stoker.client.multi;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.client.EngineListener;
import io.stoker.client.Stoker;
import io.stoker.controller.ControllerListener;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineLostException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Direct calls on engines that come, go, and change their ActorSystems. */
class LostEnginesIT {

    private record Noting(Queue<String> heard) implements EngineListener {
        @Override
        public void registered(EngineInfo engine) {
            heard.add(engine.id() + " registered");
        }

        @Override
        public void lost(EngineInfo engine) {
            heard.add(engine.id() + " lost");
            throw new AssertionError("a listener's own");
        }
    }

    @Test
    void anEngineThatIsLostDuringACallFailsItThereAndItsIdIsNotSilentlyAnothers() {
        try (TestCluster cluster = TestCluster.start(0)) {
            cluster.addEngine();
            Stoker stoker = cluster.connect(1);
            TestCluster.TestEngine second = cluster.addEngine();
            stoker.waitForEngines(2, LONG);
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            stoker.watchEngines(new Noting(heard));
            MultiEngineClient mec = stoker.multiEngineClient();
            EngineView view = mec.on(1);
            PendingResult<ResultList> call = mec.pending().execute("if (id == 1) { sleep(60_000) }; 'here'");
            await().atMost(LONG)
                    .until(() -> !view.queueStatus().get(0).pending().isEmpty());

            second.close();

            CompositeException failed = catchThrowableOfType(CompositeException.class, call::get);
            assertThat(failed.parts()).singleElement().satisfies(part -> {
                assertThat(part.engineId()).isEqualTo(1);
                assertThat(part.exception())
                        .isInstanceOf(EngineLostException.class)
                        .hasMessageStartingWith(
                                "engine 1 was lost, together with its unfinished calls: engine 1 (pid 1 on test)");
            });
            assertThat(failed.results()).containsOnlyKeys(0);
            assertThatThrownBy(() -> mec.on(1))
                    .isInstanceOf(UnknownEngineException.class)
                    .hasMessageStartingWith("engine 1 is gone (engine 1 (pid 1 on test) ");

            cluster.addEngine();
            stoker.waitForEngines(2, LONG);
            assertThat(mec.ids()).containsExactly(0, 1);
            assertThatThrownBy(() -> view.push("a", 1))
                    .isInstanceOf(CompositeException.class)
                    .hasMessageContaining("EngineLost");
            mec.push("a", 2);
            assertThat(mec.on(1).pull("a")).containsExactly(2);
            await().atMost(LONG).until(() -> heard.size() == 4);
            assertThat(heard).containsExactly("0 registered", "1 registered", "1 lost", "1 registered");
        }
    }

    @Test
    void callsAreDoneOnceAndInOrderAlsoWhenTheEngineChangesItsActorSystemMeanwhile() {
        try (TestCluster cluster = TestCluster.start(0)) {
            TestCluster.TestEngine engine = cluster.addEngine();
            MultiEngineClient mec = cluster.connect(1).multiEngineClient();
            mec.execute("log = []");
            List<PendingResult<ResultList>> calls = IntStream.range(0, 150)
                    .mapToObj(i -> mec.pending().execute("log << " + i + "; sleep(20); log.size()"))
                    .toList();
            byte[] large = new byte[5_000_000];
            PendingResult<Done> push = mec.pending().push("large", large);
            PendingResult<List<Object>> pull = mec.pending().pull("large");
            await().atMost(LONG).until(() -> calls.get(10).isDone());
            engine.node().system().terminate();
            await().atMost(LONG).until(() -> calls.get(60).isDone());
            engine.node().system().terminate();

            mec.barrier(calls);
            push.get();

            assertThat(pull.get()).singleElement().isEqualTo(large);
            assertThat(mec.pull("log"))
                    .singleElement()
                    .isEqualTo(IntStream.range(0, 150).boxed().toList());
            assertThat(calls.get(149).get().get(0).display()).isEqualTo("150");
            assertThat(mec.ids()).containsExactly(0);
        }
    }

    @Test
    void anEngineGetsTheIdThatItAsksForUnlessAnotherOneHasIt() {
        Map<String, Integer> wish = Map.of("stoker.engine.preferred-id", 5);
        try (TestCluster cluster = TestCluster.start(1, wish, new MemoryStore(), ControllerListener.NONE)) {
            Stoker stoker = cluster.connect(1);
            assertThat(stoker.multiEngineClient().ids()).containsExactly(5);
            cluster.addEngine();
            stoker.waitForEngines(2, LONG);
            assertThat(stoker.multiEngineClient().execute("id"))
                    .extracting(ExecuteResult::display)
                    .containsExactly("0", "5");
        }
    }

    @Test
    void withoutEnginesACallSaysSo() {
        try (TestCluster cluster = TestCluster.start(0)) {
            MultiEngineClient mec = cluster.connect(0).multiEngineClient();
            assertThat(mec.ids()).isEmpty();
            assertThatThrownBy(() -> mec.push("a", 1))
                    .isInstanceOf(NoEnginesException.class)
                    .hasMessageContaining("scripts/stoker engine");
            assertThatThrownBy(() -> mec.on(0)).hasMessage("there is no engine 0; no engine is registered");
        }
    }
}
