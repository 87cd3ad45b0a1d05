package io.stoker.engine;

import io.stoker.task.AttemptResult;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.TestTasks;
import io.stoker.wire.ToController.AttemptReport;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an engine has reported of an attempt that ran, unpacked. */
record Ran(Outcome outcome, long nanos, int size, ResultBody body) {

    static Ran of(AttemptReport report) {
        AttemptResult result = Objects.requireNonNull(report.result());
        return new Ran(result.outcome(), result.nanos(), result.size(), TestTasks.body(result));
    }

    @Nullable
    Failure failure() {
        return body.failure();
    }

    Map<String, Payload> values() {
        return body.values();
    }

    String stdout() {
        return body.stdout();
    }

    String stderr() {
        return body.stderr();
    }
}
