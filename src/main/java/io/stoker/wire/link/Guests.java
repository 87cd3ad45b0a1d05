package io.stoker.wire.link;

import io.stoker.trust.Identity;
import io.stoker.wire.Secret;
import org.jspecify.annotations.Nullable;

/** Which nodes may connect to a controller. Thread-safe. */
public interface Guests {
    /** Nobody: there is no port for them. */
    Guests NONE = new Guests() {
        @Override
        public int port() {
            return 0;
        }

        @Override
        public void admit(String address, Secret pass, @Nullable Identity identity) {}

        @Override
        public void dismiss(Secret pass) {}
    };

    /** Where they connect to; 0 while nobody listens. */
    int port();

    /**
     * A node may connect, from now on.
     *
     * @param address of the node
     * @param pass which has been told to nobody but the node at this address
     * @param identity whose certificate it has to show; null where nobody has certificates
     */
    void admit(String address, Secret pass, @Nullable Identity identity);

    /** The node with this pass may not connect any more, and is disconnected. */
    void dismiss(Secret pass);
}
