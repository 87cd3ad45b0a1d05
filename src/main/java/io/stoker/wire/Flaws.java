package io.stoker.wire;

import io.stoker.task.AttemptId;
import io.stoker.task.Condition;
import io.stoker.task.EngineProperties;
import io.stoker.task.EventQuery;
import io.stoker.task.Labels;
import io.stoker.task.Origin;
import io.stoker.task.Query;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskSpec;
import io.stoker.task.Visible;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong with a message of another JVM, whose sender may be of another make: fields that are missing
 * where the record's say nothing of {@code @Nullable}, at any depth, and whatever the message itself
 * {@linkplain WireMessage#flaw() knows} to be out of its range. Records do not check themselves when they are made,
 * because a message that cannot be read is dropped, and its sender would wait for ever.
 */
public final class Flaws {
    /** A part of a value is never longer. */
    public static final int LONGEST_PART = 256 * 1024;

    /** The characters of the name of a class file or resource. */
    public static final int LONGEST_ENTRY = 4_096;

    private static final int LONGEST_NAME = 200;
    /** The number of an attempt of nobody's is below 0. */
    private static final int LEAST_TASK = -1;

    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Part::of).toList();
        }
    };

    private @Nullable String found;

    record Part(String name, Method accessor, boolean nullable) {
        static Part of(RecordComponent component) {
            component.getAccessor().setAccessible(true);
            return new Part(
                    component.getName(),
                    component.getAccessor(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }

        @Nullable
        Object of(Object record) {
            try {
                return accessor.invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + name + " of a " + record.getClass(), e);
            }
        }
    }

    private Flaws() {}

    /**
     * The first flaw of a record.
     *
     * @param ranges looks further, when nothing is missing
     * @return in words, as "ranges: 3 numbers, and they come in pairs"; null if there is none
     */
    public static @Nullable String of(Record message, Consumer<Flaws> ranges) {
        Flaws flaws = new Flaws();
        flaws.look("", message);
        if (flaws.found == null) {
            ranges.accept(flaws);
        }
        return flaws.found;
    }

    /**
     * The first flaw of what cannot lack anything, because it comes in a form that is read by hand.
     *
     * @return in words; null if there is none
     */
    public static @Nullable String outOfRange(Consumer<Flaws> ranges) {
        Flaws flaws = new Flaws();
        ranges.accept(flaws);
        return flaws.found;
    }

    /** As {@link #outOfRange}, of what is true of a kind of record wherever it stands. */
    public static @Nullable String ofKind(Record record) {
        Flaws flaws = new Flaws();
        flaws.lookAtKind("", record);
        return flaws.found;
    }

    private void look(String name, @Nullable Object value) {
        if (value == null) {
            find(name, "is missing");
        } else if (value instanceof Record record) {
            lookInto(name.isEmpty() ? "" : name + ".", record);
        } else if (value instanceof Collection<?> all) {
            int i = 0;
            for (Object one : all) {
                look(name + "[" + i++ + "]", one);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> look(name + "[" + key + "]", one));
        }
    }

    /** The components of a record, in order. */
    static List<Part> parts(Record record) {
        return PARTS.get(record.getClass());
    }

    private void lookInto(String prefix, Record record) {
        for (Part part : parts(record)) {
            Object value = part.of(record);
            if (value != null || !part.nullable()) {
                look(prefix + part.name(), value);
            }
            if (found != null) {
                return;
            }
        }
        lookAtKind(prefix, record);
    }

    /** What is true of a kind of record wherever it stands. */
    private void lookAtKind(String prefix, Record record) {
        if (record instanceof StoredValue value) {
            atLeast(prefix + "size", value.size(), 0);
        } else if (record instanceof AttemptId attempt) {
            atLeast(prefix + "task", attempt.task(), LEAST_TASK);
            atLeast(prefix + "number", attempt.number(), 0);
        } else if (record instanceof TaskSpec spec) {
            // Results carry the heads, and have to fit into a message.
            atMost(prefix + "code.head", spec.code().head(), Origin.MOST_BYTES);
            atMost(prefix + "arguments.head", spec.arguments().head(), Origin.MOST_BYTES);
        } else if (record instanceof TaskOptions options) {
            atLeast(prefix + "retries", options.retries(), 0);
            String depend = options.depend();
            if (depend != null) {
                can(prefix + "depend", () -> Condition.parse(depend));
            }
            can(prefix + "labels", () -> Labels.check(options.labels()));
        } else if (record instanceof Query query) {
            can(prefix + "query", query::check);
        } else if (record instanceof EventQuery query) {
            can(prefix + "query", query::check);
        } else if (record instanceof EngineProperties properties) {
            can(prefix + "encoded", properties::toMap);
        } else if (record instanceof EngineLoad load) {
            atLeast(prefix + "busyNanos", load.busyNanos(), 0);
            atLeast(prefix + "heapUsed", load.heapUsed(), 0);
            atLeast(prefix + "heapMax", load.heapMax(), 0);
        } else if (record instanceof TaskProgress progress) {
            can(prefix + "fraction", progress::check);
        }
    }

    private void can(String name, Runnable reading) {
        try {
            reading.run();
        } catch (StokerException | IllegalArgumentException e) {
            find(name, String.valueOf(e.getMessage()));
        }
    }

    private void find(String name, String what) {
        if (found == null) {
            found = name + " " + what;
        }
    }

    /** A number that is not below this one. */
    public Flaws atLeast(String name, long number, long least) {
        if (number < least) {
            find(name, "is " + number + ", but must be at least " + least);
        }
        return this;
    }

    /** A number that is not above this one. */
    public Flaws atMost(String name, long number, long most) {
        if (number > most) {
            find(name, "is " + number + ", but must be at most " + most);
        }
        return this;
    }

    /** Keys from this one on, of which the last is a number as well. */
    public Flaws keys(String name, long first, int count) {
        return atLeast(name, first, 0).atMost(name, first, Long.MAX_VALUE - count);
    }

    /** A name that is not blank, not too long to be kept, and can be shown as it is. */
    public Flaws name(String name, String text) {
        if (text.isBlank()
                || text.length() > LONGEST_NAME
                || !Visible.line(text).equals(text)) {
            find(
                    name,
                    "is '" + Visible.line(text.substring(0, Math.min(text.length(), 40))) + "' (" + text.length()
                            + " characters), but must have 1 to " + LONGEST_NAME
                            + " characters, none of which is invisible, and not be blank");
        }
        return this;
    }

    /** The name of a class file or resource. */
    public Flaws entry(String name, String text) {
        return atLeast(name + ".length", text.length(), 1).atMost(name + ".length", text.length(), LONGEST_ENTRY);
    }

    /** First and last ids, alternating, none of which ends before it begins. */
    public Flaws ranges(String name, long[] ranges) {
        if (ranges.length % 2 != 0) {
            find(name, "has " + ranges.length + " numbers, but must be pairs of a first and a last id");
        }
        for (int i = 0; found == null && i < ranges.length; i += 2) {
            if (ranges[i] > ranges[i + 1]) {
                find(name, "has a range from " + ranges[i] + " to " + ranges[i + 1] + ", which ends before it begins");
            }
        }
        return this;
    }

    /** Ranges that ascend and do not overlap either. */
    public Flaws ascending(String name, long[] ranges) {
        ranges(name, ranges);
        for (int i = 2; found == null && i < ranges.length; i += 2) {
            if (ranges[i] <= ranges[i - 1]) {
                find(name, "has " + ranges[i] + " after " + ranges[i - 1] + ", but must ascend without overlap");
            }
        }
        return this;
    }

    /** Anything but this. */
    public Flaws differs(String name, Object value, Object other) {
        if (value.equals(other)) {
            find(name, "must not be " + value);
        }
        return this;
    }

    /** A part of a value of this size. */
    public Flaws part(long offset, long length, long size) {
        atLeast("offset", offset, 0).atLeast("length", length, 0).atMost("length", length, LONGEST_PART);
        return found == null ? atMost("offset", offset, size - length) : this;
    }
}
