package io.stoker.http;

import io.stoker.task.Attempt;
import io.stoker.task.Explanation;
import io.stoker.task.RunningAttempt;
import io.stoker.task.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a task has printed, piece by piece: of each look at it what is new. An engine tells only the end of what it has
 * and how much there was before, so that of a flood some is left out, which is said. Pure.
 */
final class FollowedOutput {
    /** How a text begins of which not all was kept, while it is printed. */
    private static final String CUT = "…";
    /** The same in a result. */
    private static final Pattern DROPPED = Pattern.compile("… ([0-9,]{1,25}) bytes before this were dropped …\\R");

    private final boolean out;
    private final boolean err;
    private int attempt;
    private long outBytes;
    private long errBytes;
    private boolean ended;

    /**
     * Of a task from its beginning on.
     *
     * @param out whether its output is wanted
     * @param err whether its error output is
     */
    FollowedOutput(boolean out, boolean err) {
        this.out = out;
        this.err = err;
    }

    /** Whether there is nothing more to come. */
    boolean hasEnded() {
        return ended;
    }

    /** What is new; may be empty. */
    String take(Explanation seen) {
        StringBuilder text = new StringBuilder();
        Explanation.End end = seen.end();
        RunningAttempt running = seen.running();
        if (end != null) {
            ended = true;
            List<Attempt> attempts = seen.attempts();
            begin(
                    attempts.isEmpty()
                            ? attempt
                            : attempts.get(attempts.size() - 1).number(),
                    text);
            take(end.stdout(), total(end.stdout()), end.stderr(), total(end.stderr()), text);
        } else if (running != null && running.started() != 0 && running.note().isEmpty()) {
            begin(running.number(), text);
            take(running.stdout(), running.stdoutBytes(), running.stderr(), running.stderrBytes(), text);
        }
        return text.toString();
    }

    private void begin(int number, StringBuilder text) {
        if (attempt != 0 && number != attempt) {
            outBytes = 0;
            errBytes = 0;
            text.append("… attempt ").append(number).append(" begins …\n");
        }
        attempt = number;
    }

    private void take(String stdout, long stdoutBytes, String stderr, long stderrBytes, StringBuilder text) {
        if (out) {
            text.append(fresh(stdout, stdoutBytes, outBytes));
            outBytes = Math.max(outBytes, stdoutBytes);
        }
        if (err) {
            text.append(fresh(stderr, stderrBytes, errBytes));
            errBytes = Math.max(errBytes, stderrBytes);
        }
    }

    /** How many bytes there were in all of which this is left. */
    private static long total(String text) {
        Matcher dropped = DROPPED.matcher(text);
        return dropped.lookingAt()
                ? Long.parseLong(dropped.group(1).replace(",", "")) + Utf8.length(text.substring(dropped.end()))
                : Utf8.length(text);
    }

    /**
     * What is new in a text.
     *
     * @param text the end of all
     * @param total how many bytes there were in all
     * @param known how many of these are known
     */
    private static String fresh(String text, long total, long known) {
        if (total <= known) {
            return "";
        }
        boolean isCut = text.startsWith(CUT) && Utf8.length(text) < total;
        byte[] kept = (isCut ? text.substring(text.indexOf('\n') + 1) : text).getBytes(StandardCharsets.UTF_8);
        long from = kept.length - (total - known);
        if (from < 0 && isCut) {
            return String.format(Locale.ROOT, "… %,d bytes before this were left out …%n", -from)
                    + Utf8.decode(kept, 0, kept.length);
        }
        int start = (int) Math.max(0, from);
        while (start < kept.length && Utf8.isContinuation(kept[start])) {
            start++;
        }
        return Utf8.decode(kept, start, kept.length - start);
    }
}
