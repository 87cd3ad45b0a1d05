package io.stoker.controller;

import io.stoker.ledger.Event;
import io.stoker.ledger.TestRows;
import io.stoker.store.Commit;
import io.stoker.store.MemoryStore;
import io.stoker.task.Block;
import io.stoker.task.FinishedTask;
import io.stoker.task.Origin;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Tasks that have ended, and a store that has them. */
final class Tasks {
    private Tasks() {}

    static FinishedTask finished(long id, int bytes) {
        return TestTasks.finished(
                id,
                TaskState.SUCCEEDED,
                0,
                1,
                2,
                3,
                4,
                new ResultBody(null, Map.of("x", Payload.of(new byte[bytes])), "out", "err"),
                List.of(),
                new Origin(Block.EMPTY, Block.EMPTY));
    }

    static List<FinishedTask> many(int count, int bytes) {
        List<FinishedTask> tasks = new ArrayList<>();
        for (long id = 0; id < count; id++) {
            tasks.add(finished(id, bytes));
        }
        return tasks;
    }

    static MemoryStore store(List<FinishedTask> tasks) {
        MemoryStore store = new MemoryStore();
        long epoch = store.open("akka://stoker@127.0.0.1:10113")
                .toCompletableFuture()
                .join()
                .epoch();
        List<Event> events = new ArrayList<>();
        TaskSpec spec = TestTasks.spec("");
        events.add(new Event.Accepted(0, Collections.nCopies(tasks.size(), spec), 1, TestTasks.client("s")));
        tasks.forEach(task -> events.add(new Event.Finished(task)));
        store.commit(new Commit(epoch, 1, 1, new TestRows().of(events.toArray(Event[]::new))))
                .toCompletableFuture()
                .join();
        return store;
    }
}
