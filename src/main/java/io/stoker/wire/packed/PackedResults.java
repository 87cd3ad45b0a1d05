package io.stoker.wire.packed;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptResult;
import io.stoker.task.Failure;
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
        PackedTasks.pack(result.values(), out);
        pack(result.failure(), out);
        out.text(result.stdout());
        out.text(result.stderr());
        out.number(result.nanos());
    }

    static AttemptResult result(Unpacker in) {
        return new AttemptResult(
                Outcome.valueOf(in.sharedText()),
                PackedTasks.values(in),
                failure(in),
                in.text(),
                in.text(),
                in.number());
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
        PackedTasks.pack(task.values(), out);
        pack(task.failure(), out);
        out.text(task.stdout());
        out.text(task.stderr());
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
                PackedTasks.values(in),
                failure(in),
                in.text(),
                in.text(),
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
        String evidence = attempt.evidence();
        out.flag(evidence != null);
        if (evidence != null) {
            out.sharedText(evidence);
        }
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
                in.flag() ? in.sharedText() : null);
    }

    private static void pack(@Nullable Failure failure, Packer out) {
        out.flag(failure != null);
        if (failure == null) {
            return;
        }
        out.sharedText(failure.kind().name());
        out.sharedText(failure.type());
        out.text(failure.message());
        out.number(failure.line());
        out.number(failure.column());
        out.number(failure.frames().size());
        for (Failure.Frame frame : failure.frames()) {
            out.sharedText(frame.function());
            out.sharedText(frame.file());
            out.number(frame.line());
        }
        out.text(failure.text());
    }

    private static @Nullable Failure failure(Unpacker in) {
        return in.flag()
                ? new Failure(
                        Failure.Kind.valueOf(in.sharedText()),
                        in.sharedText(),
                        in.text(),
                        in.integer(),
                        in.integer(),
                        frames(in),
                        in.text())
                : null;
    }

    private static List<Failure.Frame> frames(Unpacker in) {
        int count = in.count();
        List<Failure.Frame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            frames.add(new Failure.Frame(in.sharedText(), in.sharedText(), in.integer()));
        }
        return frames;
    }
}
