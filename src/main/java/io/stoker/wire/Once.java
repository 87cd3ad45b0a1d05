package io.stoker.wire;

import java.util.UUID;

/**
 * That tasks are submitted once, whoever submits them, and however often: by clients and sessions that know nothing of
 * each other, too, before and after the death of one. The ledger remembers it for as long as an answer that nobody has
 * acknowledged.
 *
 * @param id of all the tasks together
 * @param from which of them is the first one in the message, from 0
 * @param of how many they are in all
 * @param content tells what is submitted from anything else; {@link #BY_TASKS} if the tasks themselves tell
 */
public record Once(UUID id, int from, int of, long content) {
    /** That the same tasks are the same content. */
    public static final long BY_TASKS = 0;

    /** The keys of a session begin with it. */
    private static final long FIRST_KEY = 1;

    /** Tasks that are the same content when they are the same. */
    public Once(UUID id, int from, int of) {
        this(id, from, of, BY_TASKS);
    }

    /** The key of the first task in the message. */
    public long firstKey() {
        return FIRST_KEY + from;
    }

    /** The session under whose keys they are accepted. No client's instance is called that. */
    public String session() {
        return "once-" + id;
    }
}
