package io.stoker.wire;

import akka.actor.typed.ActorSystem;
import io.stoker.trust.Tls;

/** What the nodes of an ActorSystem prove to each other, as its configuration says. */
public final class NodeProofs {
    private NodeProofs() {}

    /** Those of this system. */
    public static Proofs of(ActorSystem<?> system) {
        Tls tls = NodeTls.of(system).tls();
        return tls == null ? Proofs.NONE : new TlsProofs(tls);
    }
}
