package io.stoker.store;

import io.stoker.task.Query;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a task stands in the order of a {@link Path}.
 *
 * @param text compared first, byte by byte in UTF-8
 * @param number compared next
 * @param id the task's, compared last
 */
public record Position(String text, long number, long id) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.<Position, byte[]>comparing(
                    position -> position.text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
            .thenComparingLong(Position::number)
            .thenComparingLong(Position::id);

    /** In the order of the ids. */
    public static Position of(long id) {
        return new Position("", 0, id);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** This as the text that says where a page of this query begins: behind the task here. */
    public String after(Query query) {
        String all = mark(query) + " " + number + " " + id + " " + text;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells it from other queries. */
    private static String mark(Query query) {
        return Integer.toHexString(query.toString().hashCode());
    }

    /**
     * The position that {@link #after} has written.
     *
     * @return null for null
     * @throws IllegalArgumentException if it is of another query, or nothing of the kind
     */
    public static @Nullable Position parse(@Nullable String after, Query query) {
        if (after == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8).split(" ", 4);
            if (parts.length == 4 && parts[0].equals(mark(query)) && parts[3].indexOf('\0') < 0) {
                return new Position(parts[3], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal(after), e);
        }
        throw new IllegalArgumentException(refusal(after));
    }

    private static String refusal(String after) {
        return "no page of this query begins after '" + Visible.line(Utf8.cut(after, 100))
                + "': use what the page before has said, with the same query";
    }
}
