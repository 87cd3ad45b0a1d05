package io.stoker.code;

import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Somebody who may have classes and resources that neither the bundles of a space nor the engine have. */
@FunctionalInterface
public interface BundleSource {
    /**
     * Looks for a class file or resource.
     *
     * @param entry its name, as {@code com/acme/Pricer.class}
     * @param known whether a bundle need not be fetched
     * @throws StokerException if it could not be found out, for the reason that it says; another time it may be
     */
    Found find(UUID space, String entry, Predicate<StoredValue> known) throws InterruptedException;

    /**
     * What was found, for good.
     *
     * @param bundles those that were not known of the entry and all that it needs
     * @param refusal why the entry is not sent, for people; empty if it is, or is not there
     */
    record Found(List<CodeBundle> bundles, String refusal) {
        /** There is no such entry. */
        public static final Found NOTHING = new Found(List.of(), "");
    }
}
