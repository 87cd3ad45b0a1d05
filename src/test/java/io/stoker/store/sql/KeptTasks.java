package io.stoker.store.sql;

import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.Task;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.task.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The tasks of the {@link KeptLedger} of the sixth version: 0 has succeeded, 6 has failed, and the others are open. */
final class KeptTasks {
    static final StoredValue STORED = new StoredValue(new UUID(1, 2), 20_000, 0xf04ca9d3);

    private KeptTasks() {}

    static Map<Long, TaskSpec> open() {
        Map<Long, TaskSpec> open = new TreeMap<>();
        open.put(1L, TestTasks.spec(Task.of("a = 1")));
        open.put(
                2L,
                TestTasks.spec(Task.of("y = x.size() + 1; z = 'größe'")
                        .push("x", List.of(1, "zwei"))
                        .pull("y", "z")));
        open.put(
                3L,
                TestTasks.spec(
                        Task.of("s = 'zero \0 byte'.length()").push("n", 1).pull("s", "n")));
        open.put(4L, TestTasks.spec(Task.of("").push("only", true).pull("only")));
        open.put(5L, everything());
        open.put(7L, TestTasks.spec(Task.of("")));
        open.put(
                8L,
                TestTasks.spec(Task.of("throw new Exception('no')")
                        .retries(1)
                        .recoveryTask(Task.of("r = m * 2").push("m", 21).pull("r"))));
        return open;
    }

    private static TaskSpec everything() {
        Map<String, Payload> arguments = new LinkedHashMap<>();
        arguments.put("small", Payload.of(Values.encode("small", "größe")));
        arguments.put("stored", STORED);
        arguments.put("again", STORED);
        TaskSpec last = TestTasks.spec(Task.of("the last resort").pull("z"));
        TaskSpec recovery = TestTasks.spec(
                "zero \0 byte, recovered",
                arguments,
                List.of("r"),
                TaskOptions.NONE.withRetries(1).withRecovery(last));
        return TestTasks.spec(
                "everything",
                arguments,
                List.of("p", "q"),
                new TaskOptions(2, true, true, true, "never == 1", recovery, true, true, Map.of()));
    }
}
