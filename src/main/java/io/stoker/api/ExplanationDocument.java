package io.stoker.api;

import io.stoker.task.Explanation;
import io.stoker.task.RunningAttempt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a task stands where it does, and what has become of its attempts.
 *
 * @param state of the task; null if it was removed, or if the controller cannot say it for the moment
 * @param why the reasons, each a clause; empty for a task that has ended
 * @param at when that was so, by the controller's clock
 * @param submitted when the task was accepted; null where there is no state
 * @param attempts that have ended, oldest first; of very many, the latest
 * @param running its current attempt; null if no engine holds it
 * @param end how it ended; null if it has not, or was removed
 * @param text all of it, for people
 */
public record ExplanationDocument(
        long id,
        @Nullable String state,
        List<String> why,
        String at,
        @Nullable String submitted,
        List<AttemptDocument> attempts,
        @Nullable Running running,
        @Nullable End end,
        String text) {
    private static final double NANOS = 1e9;

    /**
     * The attempt that an engine holds.
     *
     * @param process where the engine is, as {@code pid 4711 on hut}; null if it is not registered now
     * @param started when it started; null if it is not known to have started
     * @param progress what its own code tells; null if it tells nothing
     * @param stdout the end of what it has printed so far
     * @param stderr the end of what it has printed as errors
     * @param stdoutBytes how many bytes it has printed so far in all
     * @param stderrBytes how many bytes it has printed as errors
     * @param stack what its thread does; null if that was not asked, or the engine has not said it
     * @param note why the engine has said neither; null if it has
     */
    public record Running(
            int number,
            int engine,
            @Nullable String process,
            String dispatched,
            @Nullable String started,
            TaskDocument.@Nullable Progress progress,
            String stdout,
            String stderr,
            long stdoutBytes,
            long stderrBytes,
            @Nullable String stack,
            @Nullable String note) {

        static @Nullable Running of(@Nullable RunningAttempt running) {
            return running == null
                    ? null
                    : new Running(
                            running.number(),
                            running.engineId(),
                            orNull(running.process()),
                            Times.text(running.dispatched()),
                            Times.textOrNull(running.started()),
                            TaskDocument.Progress.of(running.progress()),
                            running.stdout(),
                            running.stderr(),
                            running.stdoutBytes(),
                            running.stderrBytes(),
                            orNull(running.stack()),
                            orNull(running.note()));
        }

        private static @Nullable String orNull(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /**
     * How the task ended.
     *
     * @param engine of its last attempt; null if it had none
     * @param seconds how long that attempt ran on the engine; 0 if that is not known
     * @param failure why it did not succeed; null if it did
     * @param stdout the end of what that attempt has printed
     * @param stderr the end of what it has printed as errors
     */
    public record End(
            @Nullable Integer engine,
            String ended,
            double seconds,
            @Nullable FailureDocument failure,
            String stdout,
            String stderr) {

        static @Nullable End of(Explanation.@Nullable End end) {
            return end == null
                    ? null
                    : new End(
                            end.engineId() < 0 ? null : end.engineId(),
                            end.ended().toString(),
                            end.ran().toNanos() / NANOS,
                            FailureDocument.of(end.failure()),
                            end.stdout(),
                            end.stderr());
        }
    }

    /** All of an explanation. */
    public static ExplanationDocument of(Explanation explanation) {
        Instant submitted = explanation.submitted();
        return new ExplanationDocument(
                explanation.taskId(),
                explanation.state() == null ? null : TaskDocument.word(explanation.state()),
                explanation.why(),
                explanation.at().toString(),
                submitted == null ? null : submitted.toString(),
                AttemptDocument.of(explanation.attempts()),
                Running.of(explanation.running()),
                End.of(explanation.end()),
                explanation.toString());
    }
}
