package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.task.AttemptId;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import io.stoker.wire.AttemptProgress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final Roster roster = new Roster(Map.of(), 1);

    private String explain(TaskState state, OpenState.@Nullable Held held, boolean suspended) {
        OpenState open =
                new OpenState(state, 2, held, suspended, 0, 0, false, false, 0, List.of(), List.of(), false, false);
        return Waiting.explain(new OpenTask(7, TestTasks.spec(""), 1, open), roster, null);
    }

    @Test
    void aTaskWithoutEnginesSaysSo() {
        assertThat(explain(TaskState.QUEUED, null, false)).isEqualTo("it waits for an engine: none is registered");
    }

    @Test
    void aTaskThatWaitsBehindOthersSaysSo() {
        Engines.register(roster, Engines.hello("a", -1), "a");
        Engines.register(roster, Engines.hello("b", -1), "b");
        assertThat(explain(TaskState.QUEUED, null, false))
                .isEqualTo("it waits for an engine: 2 registered, all of them busy");
        roster.mark(roster.find("a").orElseThrow(), true);
        assertThat(explain(TaskState.QUEUED, null, false))
                .isEqualTo("it waits for an engine: 2 registered, of which 1 cannot be reached");
    }

    @Test
    void aTaskOnAnEngineSaysWhereAndWhetherItRuns() {
        assertThat(explain(TaskState.ASSIGNED, new OpenState.Held("a", 3, 1, 0), false))
                .isEqualTo("it was sent on engine 3 (attempt 2)");
        assertThat(explain(TaskState.RUNNING, new OpenState.Held("a", 3, 1, 5), false))
                .isEqualTo("it runs on engine 3 (attempt 2)");
    }

    @Test
    void aTaskThatHasToldSaysHowFarItHasCome() {
        OpenState.Held held = new OpenState.Held("a", 3, 1, 5);
        roster.told("a", new AttemptProgress(new AttemptId(7, 1), TaskProgress.of(0.9, "of an earlier attempt")));
        assertThat(explain(TaskState.RUNNING, held, false)).isEqualTo("it runs on engine 3 (attempt 2)");
        roster.told("a", new AttemptProgress(new AttemptId(7, 2), TaskProgress.of(0.4, "reading")));
        assertThat(explain(TaskState.RUNNING, held, false)).isEqualTo("it runs on engine 3 (attempt 2), 40 %: reading");
        assertThat(explain(TaskState.RUNNING, held, true)).doesNotContain("reading");
        roster.told("a", null);
        assertThat(explain(TaskState.RUNNING, held, false)).doesNotContain("reading");
    }

    @Test
    void whatAnEngineHasToldIsForgottenWithIt() {
        roster.told("a", new AttemptProgress(new AttemptId(7, 2), TaskProgress.of(0.4, "reading")));
        roster.remove("a");
        assertThat(roster.progress("a", new AttemptId(7, 2))).isNull();
    }

    @Test
    void aTaskWhoseAbortWaitsForItsEngineSaysSo() {
        OpenState.Held held = new OpenState.Held("a", 3, 1, 5);
        OpenState open = new OpenState(
                TaskState.RUNNING, 2, held, false, 0, 0, false, true, 0, List.of(), List.of(), false, false);
        assertThat(Waiting.explain(new OpenTask(7, TestTasks.spec(""), 1, open), roster, null))
                .isEqualTo("it runs on engine 3 (attempt 2), and is aborted when the attempt ends");
    }

    @Test
    void aTaskWhoseEngineIsSilentSaysThatItWaitsForAnother() {
        assertThat(explain(TaskState.RUNNING, new OpenState.Held("a", 3, 1, 5), true))
                .isEqualTo("its engine 3 is silent, and it waits for another one: none is registered");
    }
}
