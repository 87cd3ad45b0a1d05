package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls as the original writes them, on an engine in this JVM. */
class OriginalCallTest {
    private static Stoker stoker;
    private static Evaluator shell;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(1);
        TypedVariables variables = new TypedVariables();
        variables.setVariable("tc", stoker.taskClient());
        shell = new Evaluator(variables);
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    private static Object run(String source) {
        return shell.run(source, "In_1").value();
    }

    @Test
    void shouldWaitForTheResultWhenToldToBlock() {
        assertThat(run("tc.run(Task.of('a = 1').pull('a'), block: true)['a']")).isEqualTo(1);
        assertThat(run("tc.get_task_result(tc.run(Task.of(''), block: false), block: true).results"))
                .isEqualTo(Map.of());
        assertThat(run("tc.barrier(id = tc.run(Task.of(''))); tc.get_task_result(id, block: false).isPresent()"))
                .isEqualTo(true);
    }

    @Test
    void shouldTakeIdsAsNumbersAndAsLists() {
        assertThat(run("""
                        ids = (1..3).collect { tc.run(Task.of('')) }
                        tc.barrier(ids)
                        tc.barrier(ids[0])
                        assert tc.queue_status(verbose: true).ids().succeeded().containsAll(ids)
                        tc.clear(ids[0]) + tc.clear(ids[1..2])
                        """)).isEqualTo(3L);
    }

    @Test
    void shouldSayWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("tc.queue_status(verbos: true)"))
                .withMessage("queue_status has no option 'verbos'; it has verbose");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("tc.barrier([1, 'x'])"))
                .withMessage("barrier needs ids of tasks, and 'x' is none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("tc.run(null)"))
                .withMessage("run needs a task, not null");
    }

    @Test
    void shouldKnowHowToAbort() {
        assertThat(run("AbortMode.INTERRUPT")).isEqualTo(TaskClient.AbortMode.INTERRUPT);
    }
}
