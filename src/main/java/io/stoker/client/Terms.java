package io.stoker.client;

import io.stoker.wire.Once;
import io.stoker.wire.ToController;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Under which terms tasks that are submitted together are accepted.
 *
 * @param once the id of all of them together, which are accepted once, whoever submits them; null for no such thing
 * @param content by which those that are accepted once are told from others; {@link Once#BY_TASKS} if by themselves
 * @param retriesSeen of retries, that the tasks that they are of had none before this id: where they have one since,
 *     that one is meant; {@link ToController.Submit#RETRIES_UNSEEN} to have them accepted anyway
 */
record Terms(@Nullable UUID once, long content, long retriesSeen) {
    /** None. */
    static final Terms NONE = new Terms(null, Once.BY_TASKS, ToController.Submit.RETRIES_UNSEEN);

    static Terms once(UUID id) {
        return once(id, Once.BY_TASKS);
    }

    static Terms once(UUID id, long content) {
        return new Terms(id, content, ToController.Submit.RETRIES_UNSEEN);
    }

    static Terms unlessRetried(long retriesSeen) {
        return new Terms(null, Once.BY_TASKS, retriesSeen);
    }
}
