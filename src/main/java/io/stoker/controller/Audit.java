package io.stoker.controller;

import io.stoker.trust.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Hears who has done what, for a record of it. Called from the controller's thread, and of refusals from any, so that
 * it must return at once, and throw nothing. What has changed the ledger is told when that is durable, and once;
 * nothing of it has source or values.
 */
public interface Audit {
    /** Keeps no record. */
    Audit NONE = new Audit() {};

    /**
     * Who has done something, or has tried to.
     *
     * @param address the cluster node, as it has said; who is refused may have lied
     * @param identity by which certificate it is known; null if it has proven nothing, or nobody has certificates
     */
    record Who(String address, @Nullable Identity identity) {
        /** For people. */
        String inWords() {
            return identity == null ? address : identity.inWords() + " at " + address;
        }
    }

    /** A client has begun a session. */
    default void sessionBegan(Who who, String instance) {}

    /** A client's session is over. */
    default void sessionEnded(Who who, String instance) {}

    /** An engine has registered: a new one, one that was thought to be lost, or one that has another actor now. */
    default void registered(Who who, String instance, int engine) {}

    /**
     * Somebody is not taken for who he says, or may not do what he wants. The same is said once; of many others, only
     * some.
     *
     * @param who with the host alone as address where a connection was refused
     * @param what he wanted, as "to register an engine"
     * @param reason why not
     */
    default void refused(Who who, String what, String reason) {}

    /**
     * A client has submitted tasks.
     *
     * @param first the id of the first one; the others follow
     */
    default void submitted(Who who, String instance, long first, int count) {}

    /** A client has aborted a task. */
    default void aborted(Who who, String instance, long task) {}

    /**
     * A client has removed the results of tasks.
     *
     * @param ranges first and last id, alternating; none for all there were
     * @param count how many were removed
     */
    default void cleared(Who who, String instance, long[] ranges, long count) {}

    /**
     * A client has pinned tasks, or unpinned them.
     *
     * @param ranges first and last id, alternating
     * @param count of how many that was news
     */
    default void pinned(Who who, String instance, long[] ranges, boolean pinned, long count) {}

    /** An engine says that a client has ended it; by whom, it does not know. */
    default void killed(Who who, String instance, int engine) {}

    /** A client has ended the controller. */
    default void ended(Who who, String instance) {}

    /**
     * A node is one of the cluster no more.
     *
     * @param reason as that its certificate was revoked
     */
    default void revoked(Who who, String reason) {}
}
