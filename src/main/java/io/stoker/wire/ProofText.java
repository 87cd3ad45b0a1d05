package io.stoker.wire;

import akka.cluster.UniqueAddress;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** What is signed. Each names what it is for and all whom it is about, so that it is of no use for anything else. */
public final class ProofText {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Write {
        void to(DataOutputStream out) throws IOException;
    }

    private ProofText(String purpose, UUID profile, String controller, String node, long uid, Secret challenge) {
        write(o -> {
            o.writeUTF(purpose);
            o.writeLong(profile.getMostSignificantBits());
            o.writeLong(profile.getLeastSignificantBits());
            o.writeUTF(controller);
            o.writeUTF(node);
            o.writeLong(uid);
        });
        add(challenge);
    }

    private void write(Write what) {
        try {
            what.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // as where an address is longer than any
        }
    }

    private void add(Secret secret) {
        write(o -> {
            o.writeLong(secret.high());
            o.writeLong(secret.low());
        });
    }

    /**
     * What a node signs for a controller.
     *
     * @param profile of the certificates
     * @param controller its address
     * @param node the address of the node, and {@code uid} its number
     */
    public static byte[] ofNode(UUID profile, String controller, String node, long uid, Secret challenge) {
        return new ProofText("stoker node", profile, controller, node, uid, challenge).bytes.toByteArray();
    }

    /** As {@link #ofNode(UUID, String, String, long, Secret)}. */
    static byte[] ofNode(UUID profile, String controller, UniqueAddress node, Secret challenge) {
        return ofNode(profile, controller, node.address().toString(), node.longUid(), challenge);
    }

    /**
     * What a controller signs for a node.
     *
     * @param pass what the two have in common from then on
     * @param epoch of the controller
     */
    public static byte[] ofController(
            UUID profile, String controller, String node, long uid, Secret challenge, Secret pass, long epoch) {
        ProofText text = new ProofText("stoker controller", profile, controller, node, uid, challenge);
        text.add(pass);
        text.write(o -> o.writeLong(epoch));
        return text.bytes.toByteArray();
    }
}
