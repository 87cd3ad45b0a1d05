package io.stoker.schedule;

import java.util.Comparator;

/**
 * Which of two queued tasks is handed out first: the smaller one. A custom order is a public class with a public
 * constructor without parameters, named in {@code stoker.schedule.order} and on the controller's class path. It is
 * asked many times for each task, on the controller's thread: it must be quick, consistent, and must not throw. Tasks
 * it finds equal go in the order they came.
 *
 * <p>A task that was handed out and came back goes before all others, whatever the order.
 */
@FunctionalInterface
public interface TaskOrder extends Comparator<QueuedTask> {
    /** The oldest first. */
    TaskOrder FIFO = (one, other) -> Long.compare(one.sequence(), other.sequence());

    /** The newest first. */
    TaskOrder LIFO = (one, other) -> Long.compare(other.sequence(), one.sequence());

    /**
     * The order of this name.
     *
     * @param name fifo, lifo, or the name of a class
     * @throws IllegalArgumentException if there is no such order
     */
    static TaskOrder named(String name) {
        return switch (name) {
            case "fifo" -> FIFO;
            case "lifo" -> LIFO;
            default -> load(name);
        };
    }

    private static TaskOrder load(String name) {
        String why = "the order of tasks must be fifo, lifo, or a class that implements " + TaskOrder.class.getName()
                + " and has a public constructor without parameters, but '" + name + "' is not one: ";
        try {
            Object order = Class.forName(name).getConstructor().newInstance();
            if (order instanceof TaskOrder own) {
                return own;
            }
            throw new IllegalArgumentException(why + "it does not implement that interface");
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException(why + e, e);
        }
    }
}
