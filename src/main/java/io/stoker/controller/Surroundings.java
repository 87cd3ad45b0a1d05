package io.stoker.controller;

import io.stoker.wire.Proofs;
import io.stoker.wire.link.Guests;
import java.util.function.Supplier;

/**
 * What a controller finds around it, beside its ledger.
 *
 * @param history the same for all controllers of a JVM that serve one store, one after the other
 * @param proofs what nodes have to prove
 * @param audit hears who has done what
 * @param metrics hears how much is done
 * @param http says where the HTTP interface beside the controller is; empty if it has none
 * @param guests which nodes may connect for their frames
 */
public record Surroundings(
        FailureHistory history,
        Proofs proofs,
        Audit audit,
        ControllerMetrics metrics,
        Supplier<String> http,
        Guests guests) {

    /** Nobody who has to prove anything, or hears of anything. */
    public static Surroundings none() {
        return new Surroundings(
                new FailureHistory(), Proofs.NONE, Audit.NONE, ControllerMetrics.NONE, () -> "", Guests.NONE);
    }
}
