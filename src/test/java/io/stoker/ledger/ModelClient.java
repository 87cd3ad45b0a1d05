package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Block;
import io.stoker.task.Payload;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A session that sends again what was not answered, cut anew each time, and checks that it always hears the same. */
final class ModelClient {
    final String session;
    /** As a tick. */
    final long born;

    private final Random random;
    /** By key: what is to run, or null for an abort, clear or pin. */
    private final TreeMap<Long, @Nullable TaskSpec> keys = new TreeMap<>();

    private final Map<Long, Long> abortTargets = new HashMap<>();
    private final Map<Long, long[]> clearTargets = new HashMap<>();
    private final Map<Long, Answer.Counted> cleared = new HashMap<>();
    private final Map<Long, Boolean> pins = new HashMap<>();
    private final Map<Long, Answer.Counted> pinned = new HashMap<>();
    private final Set<Long> refusedClears = new HashSet<>();
    private final Map<Long, Long> ids = new HashMap<>();
    private final Set<Long> answeredAborts = new HashSet<>();
    private final Set<Long> abortedTasks = new HashSet<>();
    private long nextKey = 1;
    private long acknowledged;

    ModelClient(String session, Random random, long born) {
        this.session = session;
        this.born = born;
        this.random = random;
    }

    /** Whatever comes to its mind; null if there is nothing to say. */
    @Nullable
    Command next() {
        int dice = random.nextInt(20);
        if (dice < 4) {
            wantTasks();
        } else if (dice < 6) {
            wantAbort();
        } else if (dice == 6) {
            wantClear();
        } else if (dice == 7) {
            wantPin();
        } else if (dice < 10) {
            acknowledgeSome();
        } else if (dice == 10) {
            return forged();
        }
        return random.nextBoolean() ? anything() : unanswered();
    }

    void answered(Command command, Answer answer) {
        if (command instanceof Command.Abort abort) {
            answeredAbort(abort, answer);
        } else if (command instanceof Command.Submit submit && answer instanceof Answer.Accepted accepted) {
            accepted(submit, accepted.ids());
        } else if (command instanceof Command.Clear clear) {
            answeredClear(clear.key(), answer);
        } else if (command instanceof Command.Pin pin) {
            answeredPin(pin.key(), (Answer.Counted) answer);
        } else {
            boolean forged =
                    TestTasks.source(((Command.Submit) command).specs().get(0)).equals("forged");
            assertThat(((Answer.Refused) answer).reason())
                    .isEqualTo(forged ? Answer.Refusal.KEY_REUSED : Answer.Refusal.FULL);
        }
    }

    private void wantTasks() {
        int few = 1 + random.nextInt(4);
        for (int n = random.nextInt(50) == 0 ? 10 * few : few; n > 0; n--) {
            Map<String, Payload> push = values();
            keys.put(
                    nextKey,
                    TestTasks.spec(
                            "source " + nextKey,
                            push,
                            List.of(),
                            new TaskOptions(
                                    Math.max(0, random.nextInt(5) - 2),
                                    random.nextInt(4) == 0,
                                    false,
                                    false,
                                    null,
                                    random.nextBoolean() ? rescue(push) : null,
                                    random.nextInt(20) == 0,
                                    false,
                                    ModelQueries.labels(random))));
            nextKey++;
        }
    }

    private Map<String, Payload> values() {
        return random.nextInt(3) == 0 ? ModelValues.any(random) : Map.of();
    }

    /** With the values of what it rescues, or with others. */
    private TaskSpec rescue(Map<String, Payload> same) {
        TaskSpec next = random.nextInt(3) == 0 ? rescue(same) : null;
        TaskOptions options = new TaskOptions(
                random.nextInt(2), random.nextInt(4) == 0, false, false, null, next, false, false, Map.of());
        return TestTasks.spec("rescue " + nextKey, random.nextBoolean() ? same : values(), List.of(), options);
    }

    private void wantClear() {
        long from = random.nextInt(400);
        clearTargets.put(
                nextKey, random.nextInt(8) == 0 ? new long[0] : new long[] {from, from + random.nextInt(30), 500, 600});
        keys.put(nextKey++, null);
    }

    private void wantPin() {
        long from = random.nextInt(400) - 5;
        pins.put(nextKey, random.nextInt(3) > 0);
        clearTargets.put(nextKey, new long[] {from, from + random.nextInt(10), 500, 505});
        keys.put(nextKey++, null);
    }

    private void wantAbort() {
        List<Long> known = List.copyOf(ids.values());
        if (!known.isEmpty()) {
            long newest = known.stream().mapToLong(Long::longValue).max().orElseThrow();
            long target = random.nextInt(10) == 0 ? newest + 1_000_000 : known.get(random.nextInt(known.size()));
            long task = random.nextInt(3) == 0 ? target : newest - random.nextInt(8);
            abort(task);
            if (random.nextInt(4) == 0) {
                abort(task);
            }
        }
    }

    private void abort(long target) {
        abortTargets.put(nextKey, target);
        keys.put(nextKey++, null);
    }

    /** Something of what is not acknowledged, or null if all is answered. */
    private @Nullable Command anything() {
        if (acknowledged + 1 == nextKey) {
            return null;
        }
        long first = acknowledged + 1 + random.nextInt((int) (nextKey - acknowledged - 1));
        return at(first, random.nextInt(12) + 1);
    }

    /** The first that is not answered, or null. */
    @Nullable
    Command unanswered() {
        for (long key : keys.tailMap(acknowledged + 1).keySet()) {
            if (!isAnswered(key)) {
                return at(key, 1);
            }
        }
        return null;
    }

    private Command at(long first, int atMost) {
        if (abortTargets.containsKey(first)) {
            return new Command.Abort(session, acknowledged, first, abortTargets.get(first));
        }
        if (pins.containsKey(first)) {
            return new Command.Pin(session, acknowledged, first, clearTargets.get(first), pins.get(first));
        }
        if (clearTargets.containsKey(first)) {
            return new Command.Clear(session, acknowledged, first, clearTargets.get(first));
        }
        List<TaskSpec> specs = new ArrayList<>();
        for (long key = first; key < first + atMost && keys.get(key) != null; key++) {
            specs.add(keys.get(key));
        }
        return new Command.Submit(ModelQueries.client(session), acknowledged, first, specs);
    }

    /** A key of an answer that is still kept, with other content; null if there is none. */
    private Command.@Nullable Submit forged() {
        for (long key = acknowledged + 1; key < nextKey; key++) {
            if (keys.get(key) != null && ids.containsKey(key)) {
                TaskSpec spec = keys.get(key);
                Block code = TestTasks.spec("forged").code();
                TaskSpec forged = new TaskSpec(code, spec.arguments(), spec.values(), spec.options());
                return new Command.Submit(ModelQueries.client(session), acknowledged, key, List.of(forged));
            }
        }
        return null;
    }

    private void accepted(Command.Submit submit, long[] answer) {
        for (int i = 0; i < answer.length; i++) {
            Long before = ids.put(submit.firstKey() + i, answer[i]);
            assertThat(before == null || before == answer[i])
                    .as("key %s had id %s, now %s", submit.firstKey() + i, before, answer[i])
                    .isTrue();
        }
    }

    private void answeredAbort(Command.Abort abort, Answer answer) {
        answeredAborts.add(abort.key());
        if (answer instanceof Answer.Aborting) {
            abortedTasks.add(abort.task());
        }
    }

    private void answeredPin(long key, Answer.Counted answer) {
        Answer.Counted before = pinned.put(key, answer);
        if (before != null) {
            assertThat(answer.count()).as("pinned under key %s", key).isEqualTo(before.count());
            assertThat(answer.missing()).as("missing under key %s", key).isEqualTo(before.missing());
        }
    }

    private void answeredClear(long key, Answer said) {
        if (!(said instanceof Answer.Counted answer)) {
            assertThat(((Answer.Refused) said).reason()).isEqualTo(Answer.Refusal.PINNED);
            refusedClears.add(key);
            return;
        }
        Answer.Counted before = cleared.put(key, answer);
        if (before != null) {
            assertThat(answer.count()).as("cleared under key %s", key).isEqualTo(before.count());
            assertThat(answer.missing()).as("missing under key %s", key).isEqualTo(before.missing());
        }
    }

    private void acknowledgeSome() {
        while (isAnswered(acknowledged + 1) && random.nextInt(4) > 0) {
            acknowledged++;
        }
    }

    private boolean isAnswered(long key) {
        return ids.containsKey(key)
                || answeredAborts.contains(key)
                || cleared.containsKey(key)
                || refusedClears.contains(key)
                || pinned.containsKey(key);
    }

    boolean isContent() {
        return unanswered() == null;
    }

    Map<Long, Long> ids() {
        return ids;
    }

    Set<Long> abortedTasks() {
        return abortedTasks;
    }
}
