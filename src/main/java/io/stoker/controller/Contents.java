package io.stoker.controller;

import io.stoker.store.LedgerStore;
import io.stoker.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What tasks are to do that were only known in outline, as far as the store can say.
 *
 * @param specs by the tasks' ids
 * @param failure why others are missing; empty if none is
 */
record Contents(Map<Long, TaskSpec> specs, Optional<Throwable> failure) {
    private static final Contents NONE = new Contents(Map.of(), Optional.empty());

    /**
     * Reads them.
     *
     * @param written the commit beside which they are read. Its failure is this one's; that of the reading is not, as
     *     what is written is written: then each is read alone, so that one does not keep back the others
     */
    static CompletionStage<Contents> read(LedgerStore store, List<Long> tasks, CompletionStage<Void> written) {
        if (tasks.isEmpty()) {
            return written.thenApply(nothing -> NONE);
        }
        CompletionStage<Contents> together =
                store.specs(tasks).thenApply(specs -> new Contents(specs, Optional.empty()));
        return written.thenCompose(nothing -> together.exceptionallyCompose(failure -> oneByOne(store, tasks)));
    }

    private static CompletionStage<Contents> oneByOne(LedgerStore store, List<Long> tasks) {
        Map<Long, TaskSpec> specs = new HashMap<>();
        List<Throwable> failures = new ArrayList<>();
        CompletionStage<Void> all = CompletableFuture.completedStage(null);
        for (long task : tasks) {
            all = all.thenCompose(before -> store.specs(List.of(task)))
                    .thenAccept(specs::putAll)
                    .exceptionally(failure -> {
                        failures.add(failure);
                        return null;
                    });
        }
        return all.thenApply(nothing -> new Contents(specs, failures.stream().findFirst()));
    }
}
