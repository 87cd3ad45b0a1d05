package io.stoker.task;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes an {@link Explanation} down for people: what is, why, and what was before. */
final class ExplanationText {
    private static final String INDENT = "  ";
    /** Of output and of a failure's text, the last and the first lines. */
    private static final int MOST_LINES = 20;

    private static final int LONGEST_LINE = 2_000;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private final Explanation explanation;
    private final List<String> lines = new ArrayList<>();

    ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    String text() {
        Explanation.End end = explanation.end();
        RunningAttempt running = explanation.running();
        if (explanation.state() == null) {
            return Visible.of(String.join("\n", explanation.why()));
        } else if (end != null) {
            ended(end);
        } else if (running != null) {
            held(running);
        } else {
            lines.add(head() + " waits for an engine" + since());
        }
        explanation.why().forEach(this::line);
        if (running != null) {
            tell(running);
        }
        attempts();
        if (end != null) {
            failure(end.failure());
            output("its last output", end.stdout());
            output("its last error output", end.stderr());
        }
        return String.join("\n", lines);
    }

    private String head() {
        return "task " + explanation.taskId() + " (" + explanation.state() + ")";
    }

    private String since() {
        Instant submitted = explanation.submitted();
        return submitted == null
                ? ""
                : ", and was submitted " + ago(submitted.toEpochMilli()) + " ago, at " + second(submitted);
    }

    private void ended(Explanation.End end) {
        String where = end.engineId() < 0 ? "" : " on engine " + end.engineId();
        String ran = end.ran().isZero() ? "" : ", where it ran for " + text(end.ran());
        lines.add(head() + " ended" + where + ran);
        Instant submitted = explanation.submitted();
        line((submitted == null ? "" : "it was submitted at " + second(submitted) + " and ") + "ended at "
                + second(end.ended()));
    }

    private void held(RunningAttempt running) {
        String where = " engine " + running.engineId()
                + (running.process().isEmpty() ? "" : " (" + running.process() + ")") + ", attempt "
                + running.number();
        lines.add(
                running.started() == 0
                        ? head() + " was sent to" + where + ", " + ago(running.dispatched()) + " ago"
                        : head() + " runs on" + where + ", for " + ago(running.started()) + ", since "
                                + second(Instant.ofEpochMilli(running.started())));
    }

    private void tell(RunningAttempt running) {
        if (running.progress() != null) {
            line("it has told its progress: " + running.progress());
        }
        if (!running.note().isEmpty()) {
            line(running.note());
        }
        output("its output so far", running.stdout());
        output("its error output so far", running.stderr());
        if (!running.stack().isEmpty()) {
            line("its thread:");
            Visible.of(running.stack()).lines().forEach(one -> lines.add(INDENT + INDENT + one));
        }
    }

    private void attempts() {
        List<Attempt> attempts = explanation.attempts();
        int first = attempts.isEmpty() ? 1 : attempts.get(0).number();
        if (first > 1) {
            line(first == 2 ? "attempt 1 is not remembered" : "attempts 1 to " + (first - 1) + " are not remembered");
        }
        attempts.forEach(this::attempt);
    }

    private void attempt(Attempt attempt) {
        String outcome = attempt.outcome().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        String evidence = attempt.evidence();
        line("attempt " + attempt.number() + " on engine " + attempt.engineId() + " at "
                + second(Instant.ofEpochMilli(attempt.dispatched())) + ": " + outcome + " after "
                + text(Duration.ofMillis(Math.max(0, attempt.ended() - attempt.dispatched())))
                + (evidence == null ? "" : ": " + evidence));
    }

    private void failure(@Nullable Failure failure) {
        if (failure == null) {
            return;
        }
        line("its failure:");
        List<String> text = failure.text().lines().toList();
        text.stream().limit(MOST_LINES).forEach(one -> lines.add(INDENT + INDENT + one));
        if (text.size() > MOST_LINES) {
            lines.add(INDENT + INDENT + "… and " + (text.size() - MOST_LINES) + " more lines");
        }
    }

    private void output(String what, String output) {
        List<String> text = Visible.of(output.replace("\r\n", "\n")).lines().toList();
        if (text.isEmpty()) {
            return;
        }
        int more = Math.max(0, text.size() - MOST_LINES);
        line(what + (more == 0 ? ":" : ", the last " + MOST_LINES + " of " + text.size() + " lines:"));
        text.stream().skip(more).forEach(one -> lines.add(INDENT + INDENT + "| " + Utf8.head(one, LONGEST_LINE)));
    }

    private void line(String text) {
        lines.add(INDENT + Visible.line(text));
    }

    private String ago(long millis) {
        return text(Duration.ofMillis(Math.max(0, explanation.at().toEpochMilli() - millis)));
    }

    private static Instant second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /** As "0.25 s", "12.3 s", "4 min 3 s" or "2 h 5 min". */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < SECOND) {
            return String.format(Locale.ROOT, "%.3f s", millis / (double) SECOND);
        } else if (millis < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
        }
        return millis < HOUR
                ? millis / MINUTE + " min " + millis % MINUTE / SECOND + " s"
                : millis / HOUR + " h " + millis % HOUR / MINUTE + " min";
    }
}
