package io.stoker.task;

import java.nio.Buffer;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;

/** What to send in place of a value that cannot be sent. */
record Instead(Class<?> type, String advice) {
    private static final String TEXT = "send its text, toString()";

    /** The first that fits is meant. */
    private static final List<Instead> ALL = List.of(
            new Instead(Enum.class, "send its name()"),
            new Instead(Map.Entry.class, "send its key and its value as a list"),
            new Instead(Collection.class, "send it as a list, new ArrayList<>(it)"),
            new Instead(Date.class, "send its Instant, Instant.ofEpochMilli(it.getTime())"),
            new Instead(Calendar.class, "send its toInstant()"),
            new Instead(Buffer.class, "send what is in it as an array"),
            // as paths, addresses and the like, of which some could be gone through
            new Instead(Comparable.class, TEXT),
            new Instead(Iterable.class, "collect its elements into a list"),
            new Instead(Iterator.class, "collect its elements into a list"),
            new Instead(BaseStream.class, "collect its elements into a list"),
            new Instead(Object[].class, "send it as a list, Arrays.asList(it)"),
            new Instead(Optional.class, "send its content, orElse(null)"),
            new Instead(Number.class, "send its longValue() or doubleValue()"),
            new Instead(Throwable.class, "send its message"),
            new Instead(Class.class, "send its name"),
            new Instead(ZoneId.class, TEXT),
            new Instead(Locale.class, "send its toLanguageTag()"),
            new Instead(Pattern.class, TEXT),
            new Instead(Callable.class, "send a function as source, by pushFunction, or call it and send its result"),
            new Instead(Supplier.class, "send its result, get()"),
            new Instead(Object.class, "send its contents as numbers, texts, lists or maps"));

    static String of(Object value) {
        return ALL.stream()
                .filter(instead -> instead.type.isInstance(value))
                .findFirst()
                .map(Instead::advice)
                .orElseThrow();
    }
}
