package io.stoker.task;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of the submitted task that its result carries: it shows people the task, and stays small.
 *
 * @param source the source, or how it begins
 * @param arguments the pushed names with their encoded values, those that are small enough
 * @param omitted the other pushed names, with the size of their values in bytes; as many names as there is room for
 */
public record Origin(String source, Map<String, Payload> arguments, Map<String, Long> omitted) {
    /** The most bytes of a source that a result carries. */
    public static final int LONGEST_SOURCE = 4096;

    /** The most bytes of an argument that a result carries. */
    public static final int LARGEST_ARGUMENT = 1024;

    /** The most bytes that the arguments and their names may take together. */
    public static final int MOST_ARGUMENTS = 4096;

    private static final int EACH = 16;

    /** The part of this task that a result carries. */
    public static Origin of(TaskSpec spec) {
        if (spec.push().isEmpty()) {
            return new Origin(beginning(spec.source()), Map.of(), Map.of());
        }
        Map<String, Payload> arguments = new LinkedHashMap<>();
        Map<String, Long> omitted = new LinkedHashMap<>();
        long left = MOST_ARGUMENTS;
        for (Map.Entry<String, Payload> entry : spec.push().entrySet()) {
            long name = EACH + Utf8.length(entry.getKey());
            Payload value = entry.getValue();
            if (value instanceof Payload.Inline inline
                    && inline.bytes().length <= Math.min(LARGEST_ARGUMENT, left - name)) {
                arguments.put(entry.getKey(), inline);
                left -= name + inline.bytes().length;
            } else if (name <= left) {
                omitted.put(
                        entry.getKey(),
                        value instanceof StoredValue stored ? stored.size() : (long) value.inlineBytes());
                left -= name;
            }
        }
        return new Origin(beginning(spec.source()), arguments, omitted);
    }

    private static String beginning(String source) {
        return Utf8.length(source) <= LONGEST_SOURCE ? source : Utf8.head(source, LONGEST_SOURCE);
    }

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 32 + Utf8.length(source);
        for (Map.Entry<String, Payload> entry : arguments.entrySet()) {
            size += EACH + Utf8.length(entry.getKey()) + entry.getValue().inlineBytes();
        }
        for (String name : omitted.keySet()) {
            size += EACH + Utf8.length(name);
        }
        return (int) size;
    }
}
