package io.stoker.wire;

import akka.actor.typed.ActorRef;

/**
 * The controller that serves, as a member has heard it from itself.
 *
 * @param pass what the two have in common: all that the member says has it, see {@link Claim}
 */
public record Serving(long epoch, String ledgerId, ActorRef<ToController> controller, Secret pass) {}
