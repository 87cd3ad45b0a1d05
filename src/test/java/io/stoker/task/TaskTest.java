package io.stoker.task;

import static io.stoker.task.Condition.property;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final Task PLAIN = Task.of("a = 1");

    @Test
    void asksForNothingUnlessTold() {
        assertThat(PLAIN.options()).isEqualTo(TaskOptions.NONE);
    }

    @Test
    void returnsANewTaskWithEachOption() {
        Task recovery = Task.of("a = 0");
        Task task = PLAIN.pinned()
                .isolated()
                .clearBefore()
                .clearAfter()
                .retries(2)
                .depend("RAM > 2**32")
                .recoveryTask(recovery);

        assertThat(task.options())
                .isEqualTo(new TaskOptions(2, false, true, true, "RAM > 4294967296", null, true, true, Map.of()));
        assertThat(task.recovery()).containsSame(recovery);
        assertThat(PLAIN.options()).isEqualTo(TaskOptions.NONE);
        assertThat(task).hasToString("Task('a = 1')");
    }

    @Test
    void keepsTheLatestConditionAsCanonicalText() {
        Task task = PLAIN.depend("gpu").depend(property("cores").atLeast(4));

        assertThat(task.options().depend()).isEqualTo("cores >= 4");
    }

    @Test
    void refusesAConditionThatCannotBeReadInTheCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.depend("RAM >"))
                .withMessageContaining("RAM >\n     ^");
    }

    @Test
    void takesAChainOfFiftyRecoveries() {
        Task chain = chain(50);
        assertThat(length(PLAIN.recoveryTask(chain))).isEqualTo(51);

        Task tooLong = chain(50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.recoveryTask(PLAIN.recoveryTask(tooLong)))
                .withMessage("recoveryTask takes a chain of at most 50 tasks, but this one has 51");
    }

    @Test
    void cannotRecoverByItself() {
        Task first = Task.of("first");
        Task second = Task.of("second").recoveryTask(first);
        Task third = first.recoveryTask(second);

        assertThat(first.recovery())
                .as("the task it was made of has not changed")
                .isEmpty();
        assertThat(length(third)).isEqualTo(3);
    }

    @Test
    void refusesNullByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.depend((Condition) null))
                .withMessage("depend needs a condition, not null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.depend((String) null))
                .withMessage("depend needs a condition, not null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.recoveryTask(null))
                .withMessage("recoveryTask needs a task, not null");
    }

    private static Task chain(int length) {
        Task chain = Task.of("1");
        for (int i = 2; i <= length; i++) {
            chain = Task.of("" + i).recoveryTask(chain);
        }
        return chain;
    }

    private static int length(Task task) {
        return 1 + task.recovery().map(TaskTest::length).orElse(0);
    }
}
