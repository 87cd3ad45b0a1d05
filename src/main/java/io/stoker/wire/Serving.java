package io.stoker.wire;

import akka.actor.typed.ActorRef;

/** The controller that serves, as a member has heard it from itself. */
public record Serving(long epoch, String ledgerId, ActorRef<ToController> controller) {}
