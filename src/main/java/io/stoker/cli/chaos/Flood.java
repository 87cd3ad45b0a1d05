package io.stoker.cli.chaos;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.node.ParentWatch;
import io.stoker.task.Failure;
import io.stoker.task.StokerException;
import io.stoker.task.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one client process does: submits its share of the tasks at an even pace, waits for their results, and writes
 * everything down. If it is killed, another one goes on with its journal: it waits for what had been accepted, and
 * submits again what had been asked for without an answer.
 */
public final class Flood {
    private static final int MOST_AT_ONCE = 50;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final FloodOptions options;
    private final TaskClient tc;
    private final ClientJournal journal;
    private final CountDownLatch ending;
    private final Map<Long, Long> ids = new HashMap<>();
    private final Set<Long> open = new HashSet<>();

    private Flood(FloodOptions options, TaskClient tc, ClientJournal journal, CountDownLatch ending) {
        this.options = options;
        this.tc = tc;
        this.journal = journal;
        this.ending = ending;
    }

    /** Runs until every task has its result, or standard input ends. Returns whether it has them. */
    public static boolean run(FloodOptions options) {
        CountDownLatch ending = new CountDownLatch(1);
        ParentWatch.ofStandardInput().start(exited -> {}, ending::countDown);
        List<Entry> past = ClientJournal.read(options.journal());
        try (ClientJournal journal = ClientJournal.append(options.journal());
                Stoker stoker = Workload.connect(options.port())) {
            Flood flood = new Flood(options, stoker.taskClient(), journal, ending);
            flood.goOn(past);
            flood.submitAll();
            return flood.awaitResults();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void goOn(List<Entry> past) {
        Set<Long> ended = new HashSet<>();
        for (Entry entry : past) {
            if (entry instanceof Entry.Got got) {
                ids.putAll(got.ids());
            } else if (entry instanceof Entry.Seen seen) {
                ended.add(seen.id());
            } else if (entry instanceof Entry.Failed failed) {
                ended.add(failed.id());
            }
        }
        ids.values().stream().filter(id -> !ended.contains(id)).toList().forEach(this::watch);
    }

    private void submitAll() throws InterruptedException {
        int next = 0;
        while (next < options.count() && ending.getCount() > 0) {
            List<Long> numbers = new ArrayList<>();
            int due = options.due(System.currentTimeMillis());
            while (next < due && numbers.size() < MOST_AT_ONCE) {
                long number = options.first() + next++;
                if (!ids.containsKey(number)) {
                    numbers.add(number);
                }
            }
            submit(numbers);
            if (next >= due) {
                rest();
            }
        }
    }

    private void submit(List<Long> numbers) throws InterruptedException {
        while (!numbers.isEmpty() && ending.getCount() > 0) {
            journal.write(new Entry.Asking(now(), asArray(numbers)));
            try {
                long[] given = tc.runAll(numbers.stream().map(Workload::task).toList(), PATIENCE);
                Map<Long, Long> got = new HashMap<>();
                for (int i = 0; i < given.length; i++) {
                    got.put(numbers.get(i), given[i]);
                }
                journal.write(new Entry.Got(now(), got));
                ids.putAll(got);
                got.values().forEach(this::watch);
                return;
            } catch (StokerException e) {
                journal.write(new Entry.Trouble(now(), "tasks were not accepted: " + e));
                rest();
            }
        }
    }

    private void watch(long id) {
        synchronized (open) {
            open.add(id);
        }
        var unused = tc.getTaskResultAsync(id)
                .handle((result, failure) -> entry(id, result, failure))
                .exceptionally(wrong -> new Entry.Failed(now(), id, "not a reply: " + wrong))
                .thenAccept(entry -> take(id, entry));
    }

    private void take(long id, Entry entry) {
        if (entry instanceof Entry.Failed && ending.getCount() == 0) {
            return; // as this process is ending; its successor will ask again
        }
        journal.write(entry);
        synchronized (open) {
            open.remove(id);
            open.notifyAll();
        }
    }

    private static Entry entry(long id, @Nullable TaskResult result, @Nullable Throwable thrown) {
        if (thrown != null) {
            Throwable cause = thrown.getCause();
            return new Entry.Failed(
                    now(), id, (thrown instanceof CompletionException && cause != null ? cause : thrown).toString());
        }
        return entry(Objects.requireNonNull(result));
    }

    private static Entry entry(TaskResult result) {
        Failure failure = result.failure();
        return failure != null
                ? new Entry.Failed(now(), result.taskId(), failure.text())
                : new Entry.Seen(now(), result.taskId(), Workload.reply(result));
    }

    private boolean awaitResults() throws InterruptedException {
        while (ending.getCount() > 0) {
            synchronized (open) {
                if (open.isEmpty()) {
                    return true;
                }
                open.wait(LOOK_EVERY_MILLIS);
            }
        }
        return false;
    }

    private void rest() throws InterruptedException {
        boolean unused = ending.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private static long[] asArray(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
