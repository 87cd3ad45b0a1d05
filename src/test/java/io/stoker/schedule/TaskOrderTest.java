package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TaskOrderTest {

    /** The highest id first, plain tasks before others. */
    public static final class HighestFirst implements TaskOrder {
        @Override
        public int compare(QueuedTask one, QueuedTask other) {
            boolean plain = one.requirement().condition() == null;
            return plain == (other.requirement().condition() == null)
                    ? Long.compare(other.id(), one.id())
                    : plain ? -1 : 1;
        }
    }

    /** Finds all tasks equal. */
    public static final class Indifferent implements TaskOrder {
        @Override
        public int compare(QueuedTask one, QueuedTask other) {
            return 0;
        }
    }

    private static final class Hidden {}

    @Test
    void knowsItsOwnByName() {
        assertThat(TaskOrder.named("fifo")).isSameAs(TaskOrder.FIFO);
        assertThat(TaskOrder.named("lifo")).isSameAs(TaskOrder.LIFO);
    }

    @Test
    void handsOutTasksInAnOrderOfSomebodysOwn() {
        TestBed bed = TestBed.with(TaskOrder.named(HighestFirst.class.getName()));
        bed.engine("a", "gpu", true).offer(3).offerFor("gpu", 9, 8).offer(5);
        bed.schedule.setQueued(1, Requirement.NONE, true, 0);

        for (int task : new int[] {1, 5, 3, 9, 8}) {
            assertThat(bed.next(0)).isEqualTo(task + "@a");
            bed.ends("a", task, 0, 100);
        }
    }

    @Test
    void takesTasksItFindsEqualAsTheyCame() {
        TestBed bed = TestBed.with(TaskOrder.named(Indifferent.class.getName()), "a", "b", "c");

        assertThat(bed.offer(7, 5, 6).handOuts(0)).containsExactly("7@a", "5@b", "6@c");
    }

    @Test
    void saysWhyAClassIsNoOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskOrder.named("io.nobody.Order"))
                .withMessageContaining("'io.nobody.Order' is not one: java.lang.ClassNotFoundException");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskOrder.named("java.lang.Object"))
                .withMessageEndingWith("it does not implement that interface");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskOrder.named(Hidden.class.getName()))
                .withMessageContaining("public constructor without parameters");
    }
}
