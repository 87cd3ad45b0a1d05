package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.ExecuteResult;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.PendingResult;
import io.stoker.client.multi.ResultList;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineLostException;
import io.stoker.task.Task;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both interfaces on the same real engines at the same time, some of which die. */
class MultiEngineIT {

    @Test
    void stateIsSetUpDirectlyUsedByTasksAndLostWithItsEngineOnly() {
        try (RealCluster cluster = new RealCluster()) {
            Process launcher = cluster.start("cluster", "-n", "4", "--port", "0", "--management-port", "0");
            try (Stoker stoker = cluster.connect()) {
                List<EngineInfo> engines = stoker.waitForEngines(4, SOON);
                MultiEngineClient mec = stoker.multiEngineClient();
                TaskClient tc = stoker.taskClient();
                mec.push("d", 30);
                byte[] large = new byte[40_000_000];
                new Random(7).nextBytes(large);
                mec.scatter("large", large);
                long[] ids = tc.runAll(IntStream.range(0, 400)
                        .mapToObj(i -> Task.of("sleep(10); r = binding.hasVariable('d') ? d + i : -i")
                                .push("i", i)
                                .pull("r"))
                        .toList());
                assertThat(mec.execute("d")).extracting(ExecuteResult::display).containsOnly("30");
                assertThat(mec.gather("large", byte[].class)).isEqualTo(large);

                EngineView second = mec.on(1);
                PendingResult<ResultList> call =
                        mec.pending().execute("if (id == 1) { while (true) { sleep(10) } }\n'done'");
                await().atMost(SOON)
                        .until(() -> second.queueStatus().get(0).pending().startsWith("execute("));
                RealCluster.signal("KILL", RealCluster.process(engines.get(1)));
                CompositeException lost = catchThrowableOfType(CompositeException.class, call::get);

                assertThat(lost.parts())
                        .singleElement()
                        .satisfies(part -> assertThat(part.exception())
                                .isInstanceOf(EngineLostException.class)
                                .hasMessageContaining("SIGKILL"));
                assertThat(lost.results()).containsOnlyKeys(0, 2, 3);
                for (int i = 0; i < ids.length; i++) {
                    assertThat((int) tc.getTaskResult(ids[i], SOON).get("r")).isIn(30 + i, -i);
                }
                stoker.waitForEngines(4, SOON);
                assertThat(mec.on(1).keys().get(0)).doesNotContain("d");
                assertThatThrownBy(() -> second.pull("d")).isInstanceOf(CompositeException.class);

                mec.on(3).kill();
                assertThat(mec.ids()).containsExactly(0, 1, 2);
                await().atMost(SOON).until(() -> cluster.output(0).contains("was ended by a client"));
                assertThat(mec.on(0, 2).pull("d")).containsExactly(30, 30);

                mec.killController();
                await().atMost(SOON).until(() -> !launcher.isAlive());
                assertThat(launcher.exitValue()).isZero();
                assertThat(cluster.output(0))
                        .contains("The controller (pid", "was ended by a client. Its ledger stays");
            }
        }
    }
}
