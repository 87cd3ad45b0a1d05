package io.stoker.wire;

import akka.actor.typed.ActorRef;

/**
 * The controller that serves, as a member has heard it from itself.
 *
 * @param pass what the two have in common: all that the member says has it, see {@link Claim}
 * @param http where the HTTP interface beside the controller is, as {@code http://127.0.0.1:8558}; empty if it has none
 */
public record Serving(long epoch, String ledgerId, ActorRef<ToController> controller, Secret pass, String http) {
    /** One without an HTTP interface. */
    public Serving(long epoch, String ledgerId, ActorRef<ToController> controller, Secret pass) {
        this(epoch, ledgerId, controller, pass, "");
    }
}
