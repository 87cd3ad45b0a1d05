package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.task.ResultNamespace;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;

/**
 * A task of several lines. To learn: what the MultiEngine interface has put into the engines' namespaces is there for
 * tasks; a task's names are brought back by {@code pull}. An {@code isolated} task leaves none of its names on the
 * engine. (The original's example empties the whole namespace, which is {@code clearAfter()} here.)
 */
public final class FirstTask extends Example {
    FirstTask() {
        super("One task of several lines, which uses a value pushed to all engines.", "d");
    }

    public static void main(String[] args) throws IOException {
        new FirstTask().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        MultiEngineClient mec = stoker.multiEngineClient();
        TaskClient tc = stoker.taskClient();
        mec.push("d", 30);

        Task task = Task.of("""
                        a = 5
                        b = 10 * d
                        c = a * b * d""").pull("a", "b", "c").isolated();
        TaskResult result = tc.runAndGet(task);
        result.raiseException(); // what the task has failed of, if it has
        ResultNamespace ns = result.ns();
        say("%s", result);
        say("a, b, c: %s, %s, %s", ns.get("a"), ns.get("b"), ns.get("c"));

        check(Integer.valueOf(45_000).equals(ns.get("c")), "c is 5 * 300 * 30, and not %s", ns.get("c"));
        check(!mec.on(result.engineId()).keys().get(0).contains("a"), "the task has left no name behind");
    }
}
