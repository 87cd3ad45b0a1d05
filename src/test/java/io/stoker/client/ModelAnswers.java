package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToClient.Reason;
import io.stoker.wire.ToController;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A ledger as far as one session sees it: what is done under a key is done once, and answered alike each time. */
final class ModelAnswers {
    private final RandomGenerator random;
    private final Map<Long, TaskSpec> contents = new HashMap<>();
    final Map<Long, Long> ids = new HashMap<>();
    final Set<Long> aborted = new HashSet<>();
    final Set<Long> refused = new HashSet<>();
    private final Set<String> poison = new HashSet<>();
    private long nextTask;
    private long acknowledged;
    private boolean calm;

    ModelAnswers(RandomGenerator random) {
        this.random = random;
    }

    /** Whoever asks for this task is refused, with all that travels with it. */
    void poison(TaskSpec spec) {
        poison.add(TestTasks.source(spec));
    }

    /** From now on it can be written whenever it should be. */
    void calm() {
        calm = true;
    }

    ToClient answer(ToController.Keyed batch) {
        return batch instanceof ToController.Submit submits ? submit(submits) : abort((ToController.Abort) batch);
    }

    private ToClient submit(ToController.Submit batch) {
        int count = batch.specs().size();
        acknowledge(batch.acknowledged());
        assertThat(batch.firstKey()).as("a key that was acknowledged").isGreaterThan(acknowledged);
        if (isDown()) {
            return new ToClient.Refused(batch.firstKey(), count, Reason.LEDGER_UNAVAILABLE, true, "down");
        }
        List<Long> fresh = new ArrayList<>();
        boolean poisoned = false;
        for (int i = 0; i < count; i++) {
            long key = batch.firstKey() + i;
            TaskSpec spec = batch.specs().get(i);
            TaskSpec before = contents.putIfAbsent(key, spec);
            assertThat(before == null || before == spec)
                    .as("the same task under key %s", key)
                    .isTrue();
            if (!ids.containsKey(key)) {
                fresh.add(key);
                poisoned |= poison.contains(TestTasks.source(spec)) || refused.contains(key);
            }
        }
        if (poisoned) {
            for (long key = batch.firstKey(); key < batch.firstKey() + count; key++) {
                refused.add(key);
            }
            return new ToClient.Refused(batch.firstKey(), count, Reason.LEDGER_FULL, false, "full");
        }
        fresh.forEach(key -> ids.put(key, nextTask++));
        long[] answer = new long[count];
        for (int i = 0; i < count; i++) {
            answer[i] = ids.get(batch.firstKey() + i);
        }
        return new ToClient.Accepted(batch.firstKey(), answer);
    }

    private ToClient abort(ToController.Abort batch) {
        acknowledge(batch.acknowledged());
        if (isDown()) {
            return new ToClient.Refused(batch.key(), 1, Reason.LEDGER_UNAVAILABLE, true, "down");
        }
        if (batch.interrupt()) {
            refused.add(batch.key());
            return new ToClient.Refused(batch.key(), 1, Reason.UNKNOWN_TASK, false, "unknown");
        }
        aborted.add(batch.key());
        return new ToClient.Aborting(batch.key());
    }

    private void acknowledge(long upTo) {
        assertThat(upTo).as("what is acknowledged never falls").isGreaterThanOrEqualTo(acknowledged);
        acknowledged = upTo;
    }

    private boolean isDown() {
        return !calm && random.nextInt(12) == 0;
    }
}
