package io.stoker.kernel;

import io.stoker.task.Messages;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What lies behind an exception, for a person: its causes, what was suppressed, and SQL's next ones. The root is always
 * there, since it is what a person looks for; what is left out is counted. It takes at most {@link #MAX_BYTES}, and
 * throws nothing, whatever the methods of the exceptions do.
 */
public final class Causes {
    /** How many bytes of text there are at most. */
    public static final int MAX_BYTES = 10 << 10;

    private static final int MOST_NEAR = 4;
    private static final int MOST_BESIDE = 10;
    private static final int MOST_FOLLOWED = 100_000;
    private static final int CAUSE_BYTES = 1 << 10;
    private static final int ROOT_BYTES = 2 << 10;
    private static final int BESIDE_BYTES = 300;
    /** Of the lines of one kind beside an exception, together; room for one of the longest at least. */
    private static final int LINES_BYTES = 1536;

    private static final int PLACE_BYTES = 1 << 10;
    private static final int NOTE_BYTES = 64;

    private final Function<Throwable, String> place;

    private Causes(Function<Throwable, String> place) {
        this.place = place;
    }

    /**
     * The lines, each with an end; empty if nothing lies behind it.
     *
     * @param place the line that says where one was thrown, with its end; may be empty
     */
    public static String of(Throwable thrown, Function<Throwable, String> place) {
        return new Causes(place).text(thrown);
    }

    /** The type and message in one line. */
    private static String head(Throwable thrown, int maxBytes) {
        String type = thrown.getClass().getName();
        String message = Messages.of(thrown);
        return Utf8.head(Visible.of(message.isEmpty() ? type : type + ": " + message), maxBytes);
    }

    private String text(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(thrown);
        List<Throwable> chain = chain(thrown, seen);
        String own = beside(thrown);
        if (chain.isEmpty()) {
            return own + circle(thrown, seen);
        }
        Throwable root = chain.get(chain.size() - 1);
        String last = cause(root, ROOT_BYTES) + circle(root, seen);
        StringBuilder text = new StringBuilder(own);
        int shown = 0;
        for (; shown < chain.size() - 1; shown++) {
            String next = cause(chain.get(shown), CAUSE_BYTES);
            boolean fits =
                    Utf8.length(text.toString()) + Utf8.length(next) + Utf8.length(last) + NOTE_BYTES <= MAX_BYTES;
            if (!fits || (shown == MOST_NEAR && chain.size() > MOST_NEAR + 2)) {
                break;
            }
            text.append(next);
        }
        int left = chain.size() - 1 - shown;
        String note = chain.size() < MOST_FOLLOWED ? "" : " or more";
        return text + (left == 0 ? "" : "… " + left + note + " causes in between are omitted\n") + last;
    }

    /** The causes, nearest first, each once. */
    private static List<Throwable> chain(Throwable thrown, Set<Throwable> seen) {
        List<Throwable> chain = new ArrayList<>();
        Throwable next = cause(thrown);
        while (next != null && chain.size() < MOST_FOLLOWED && seen.add(next)) {
            chain.add(next);
            next = cause(next);
        }
        return chain;
    }

    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            return null; // the method is the user's own, and says nothing then
        }
    }

    private static String circle(Throwable root, Set<Throwable> seen) {
        Throwable again = cause(root);
        return again != null && seen.contains(again)
                ? "Caused by the " + Utf8.head(again.getClass().getName(), BESIDE_BYTES)
                        + " above: the causes form a cycle\n"
                : "";
    }

    private String cause(Throwable cause, int maxBytes) {
        String where = Utf8.head(place.apply(cause).stripTrailing(), PLACE_BYTES);
        return "Caused by: " + head(cause, maxBytes) + "\n" + where + (where.isEmpty() ? "" : "\n") + beside(cause);
    }

    /** What was suppressed when it was thrown, and the next ones of a database's driver. */
    private static String beside(Throwable thrown) {
        return lines("Suppressed: ", List.of(thrown.getSuppressed()), "suppressed")
                + lines("Next: ", next(thrown), "next");
    }

    private static String lines(String label, List<Throwable> all, String what) {
        StringBuilder lines = new StringBuilder();
        int shown = 0;
        for (; shown < Math.min(all.size(), MOST_BESIDE); shown++) {
            String line = line(label, all.get(shown));
            if (Utf8.length(lines.toString()) + Utf8.length(line) > LINES_BYTES) {
                break;
            }
            lines.append(line);
        }
        int left = all.size() - shown;
        return lines + (left == 0 ? "" : "  … and " + left + " more " + what + "\n");
    }

    private static String line(String label, Throwable one) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(one);
        List<Throwable> chain = chain(one, seen);
        String root = chain.isEmpty() ? "" : ", caused by " + head(chain.get(chain.size() - 1), BESIDE_BYTES);
        return "  " + label + head(one, BESIDE_BYTES) + root + within(one) + "\n";
    }

    /** What was suppressed when that was thrown which is beside another one: the first of them, and how many follow. */
    private static String within(Throwable one) {
        Throwable[] suppressed = one.getSuppressed();
        return suppressed.length == 0
                ? ""
                : ", suppressing " + head(suppressed[0], BESIDE_BYTES)
                        + (suppressed.length == 1 ? "" : " and " + (suppressed.length - 1) + " more");
    }

    private static List<Throwable> next(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> all = new ArrayList<>();
        try {
            Throwable next = thrown instanceof SQLException sql ? sql.getNextException() : null;
            while (next instanceof SQLException sql && all.size() < MOST_FOLLOWED && seen.add(next)) {
                all.add(next);
                next = sql.getNextException();
            }
        } catch (Throwable e) {
            return all; // the method is the user's own, and says nothing more then
        }
        return all;
    }
}
