package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.TestCluster;
import io.stoker.controller.ControllerListener;
import io.stoker.store.MemoryStore;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order one engine runs what has waited for it. */
class OrderIT {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Task NUMBERED =
            Task.of("n = binding.hasVariable('n') ? n + 1 : 0").pull("n");

    @ParameterizedTest
    @CsvSource({"fifo, 0 1 2 3 4 5", "lifo, 5 4 3 2 1 0"})
    void tasksThatHaveWaitedRunInTheOrderThatIsAskedFor(String order, String turns) {
        Map<String, String> settings = Map.of("stoker.schedule.order", order);
        try (TestCluster cluster = TestCluster.start(0, settings, new MemoryStore(), ControllerListener.NONE);
                Stoker stoker = cluster.connect()) {
            TaskClient tc = stoker.taskClient();
            long[] ids = tc.runAll(Collections.nCopies(6, NUMBERED));
            cluster.addEngine();
            List<Object> turn = LongStream.of(ids)
                    .mapToObj(id -> tc.getTaskResult(id, SOON))
                    .map((TaskResult result) -> result.get("n"))
                    .toList();
            assertThat(turn).extracting(Object::toString).containsExactly(turns.split(" "));
        }
    }
}
