package io.stoker.ledger;

import io.stoker.task.StoredValue;

/** That a task needs one of the store's values: the value stays for as long as anything needs it. */
public record ValueUse(long task, Role role, StoredValue value) {

    /** What a task needs a value for. */
    public enum Role {
        /**
         * It is an argument of the task, or of its recovery: until the task has succeeded, or for as long as the ledger
         * holds it.
         */
        ARGUMENT,
        /** It is in the task's result: for as long as the ledger holds that. */
        RESULT
    }
}
