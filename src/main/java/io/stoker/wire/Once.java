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
 */
public record Once(UUID id, int from, int of) {
    /** The session under whose keys they are accepted. No client's instance is called that. */
    public String session() {
        return "once-" + id;
    }
}
