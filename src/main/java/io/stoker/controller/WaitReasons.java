package io.stoker.controller;

import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.task.RunningAttempt;
import io.stoker.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in lines why an unfinished task stands where it does. */
final class WaitReasons {
    private static final double NANOS = 1e9;
    /** A task that has run longer than so many times the usual is told to be slow, if it has run for some time. */
    private static final int SLOW = 5;

    private static final long SLOW_AFTER_MILLIS = 1_000;

    private final OpenTask task;
    private final OpenState state;
    private final Roster roster;
    private final CommitPipeline pipeline;
    private final List<String> lines = new ArrayList<>();

    WaitReasons(OpenTask task, Roster roster, CommitPipeline pipeline) {
        this.task = task;
        this.state = task.state();
        this.roster = roster;
        this.pipeline = pipeline;
    }

    /** The attempt that an engine holds; null if none does, or one that is silent and not waited for. */
    @Nullable
    RunningAttempt running() {
        OpenState.Held held = state.held();
        if (held == null) {
            return null;
        }
        String process = roster.find(held.instance()).map(Engine::process).orElse("");
        return RunningAttempt.unseen(
                state.attempt(),
                held.engineId(),
                process,
                held.dispatched(),
                held.started(),
                Waiting.progress(task, roster));
    }

    List<String> lines() {
        OpenState.Held held = state.held();
        if (held == null) {
            waits();
        } else if (state.suspended()) {
            lines.add("its engine " + held.engineId()
                    + " is silent, so the task is queued again; if that engine comes back"
                    + " before another one has the task, it continues there");
            waits();
        } else {
            held(held);
        }
        charges();
        if (state.abort()) {
            lines.add("it was aborted, and ends as aborted when its attempt ends");
        }
        return lines;
    }

    private void waits() {
        List<String> schedule = pipeline.dispatcher().explain(task.id(), this::name);
        boolean all = roster.size() > 0 && roster.serving() == 0;
        if (!all) {
            lines.addAll(schedule);
        }
        int silent = roster.size() - roster.serving();
        if (silent > 0) {
            lines.add((all ? "all " : "") + silent + " of " + roster.size()
                    + " registered engines are silent, and get no tasks: they are frozen or cannot be reached");
        } else if (roster.size() == 0) {
            lines.add("it waits without a limit until an engine comes: start one with stoker engine");
        }
        alone();
    }

    private String name(String instance) {
        return roster.find(instance).map(engine -> "engine " + engine.id()).orElse("an engine");
    }

    private void alone() {
        if (task.runsAloneInItsJvm()) {
            lines.add(
                    "it gets a JVM to itself, because it may have run in one that died, and the culprit is to be found");
        } else if (state.exclusive()) {
            lines.add("it gets an engine to itself, because an engine died that held it");
        } else if (task.current().options().atMostOnce()) {
            lines.add("it gets an engine to itself, because it must run at most once");
        }
    }

    private void held(OpenState.Held held) {
        Engine engine = roster.find(held.instance()).orElse(null);
        if (engine == null) {
            lines.add(
                    "its engine is not registered now: the controller or the engine has just been restarted or cut off,"
                            + " and the task continues when it comes back, or runs again elsewhere");
        } else if (engine.suspected()) {
            lines.add("its engine is silent: it is frozen or cannot be reached");
        }
        if (held.started() == 0) {
            before(held);
        } else {
            slow(held);
        }
    }

    private void before(OpenState.Held held) {
        pipeline.ledger().heldBy(held.instance()).stream()
                .takeWhile(other -> other != task.id())
                .findFirst()
                .ifPresent(first -> lines.add("it starts there when what the engine got before has ended: task " + first
                        + " is the first of that"));
    }

    private void slow(OpenState.Held held) {
        long usual = pipeline.dispatcher().usualNanos(held.instance());
        long millis = Math.max(0, pipeline.millis() - held.started());
        if (usual >= 0) {
            String times = "tasks on this engine have lately taken " + seconds(usual);
            boolean slow = millis > SLOW_AFTER_MILLIS
                    && millis > Duration.ofNanos(usual).toMillis() * SLOW;
            lines.add(slow ? "it is slow: " + times : times);
        }
    }

    /** What has been used up of what it may use up. */
    private void charges() {
        TaskOptions options = task.current().options();
        if (state.stage() > 0) {
            lines.add("it is recovery " + state.stage() + " of the task, which has failed for good before");
        }
        if (options.retries() > 0) {
            lines.add(state.retriesUsed() + " of its " + options.retries() + " retries are used up");
        }
        if (state.losses() > 0) {
            lines.add(
                    (state.losses() == 1 ? "1 death of an engine counts" : state.losses() + " deaths of engines count")
                            + " against it; it fails at " + pipeline.ledger().engineLossLimit()
                            + " (stoker.engine-loss-limit)");
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, nanos < NANOS ? "%.3f s" : "%.1f s", nanos / NANOS);
    }
}
