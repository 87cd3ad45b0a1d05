package io.stoker.wire.packed;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptResult;
import io.stoker.task.FinishedTask;
import io.stoker.task.MalformedException;
import io.stoker.task.Origin;
import io.stoker.task.Outcome;
import io.stoker.task.Packer;
import io.stoker.task.TaskState;
import io.stoker.task.Unpacker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms of what came of it. */
final class PackedResults {
    private PackedResults() {}

    static void pack(AttemptResult result, Packer out) {
        out.sharedText(result.outcome().name());
        out.block(result.body());
        PackedTasks.pack(result.values(), out);
        packText(result.error(), out);
        out.number(result.nanos());
    }

    static AttemptResult result(Unpacker in) {
        return new AttemptResult(
                Outcome.valueOf(in.sharedText()), in.headedBlock(), PackedTasks.stored(in), text(in), in.number());
    }

    private static void packText(@Nullable String text, Packer out) {
        out.flag(text != null);
        if (text != null) {
            out.sharedText(text);
        }
    }

    private static @Nullable String text(Unpacker in) {
        return in.flag() ? in.sharedText() : null;
    }

    static void pack(FinishedTask task, Packer out) {
        out.number(task.taskId());
        out.number(task.state().code());
        out.number(task.engineId());
        out.number(task.submitted());
        // Mostly after each other.
        out.number(task.started() - task.submitted());
        out.number(task.completed() - task.submitted());
        out.number(task.nanos());
        out.block(task.body());
        PackedTasks.pack(task.values(), out);
        out.number(task.attempts().size());
        for (Attempt attempt : task.attempts()) {
            pack(attempt, task.submitted(), out);
        }
        Origin origin = task.origin();
        out.flag(origin != null);
        if (origin != null) {
            out.sharedBlock(origin.code());
            out.block(origin.arguments());
        }
    }

    static FinishedTask finished(Unpacker in) {
        long id = in.number();
        TaskState state = state(in);
        int engine = in.integer();
        long submitted = in.number();
        return new FinishedTask(
                id,
                state,
                engine,
                submitted,
                submitted + in.number(),
                submitted + in.number(),
                in.number(),
                in.headedBlock(),
                PackedTasks.stored(in),
                attempts(submitted, in),
                in.flag() ? new Origin(in.sharedBlock(), in.headedBlock()) : null);
    }

    private static TaskState state(Unpacker in) {
        int code = in.integer();
        TaskState state = TaskState.ofCode((byte) code);
        if (state == null) {
            throw new MalformedException("there is no state " + code);
        }
        return state;
    }

    private static void pack(Attempt attempt, long submitted, Packer out) {
        out.number(attempt.number());
        out.number(attempt.engineId());
        out.sharedText(attempt.outcome().name());
        out.number(attempt.dispatched() - submitted);
        out.number(attempt.ended() - submitted);
        packText(attempt.evidence(), out);
    }

    private static List<Attempt> attempts(long submitted, Unpacker in) {
        int count = in.count();
        if (count == 1) {
            return List.of(attempt(submitted, in));
        }
        List<Attempt> attempts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            attempts.add(attempt(submitted, in));
        }
        return attempts;
    }

    private static Attempt attempt(long submitted, Unpacker in) {
        return new Attempt(
                in.integer(),
                in.integer(),
                Outcome.valueOf(in.sharedText()),
                submitted + in.number(),
                submitted + in.number(),
                text(in));
    }
}
