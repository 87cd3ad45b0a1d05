package io.stoker.wire.guard;

import akka.actor.ExtendedActorSystem;
import akka.remote.ArteryControlFormats;
import akka.remote.serialization.ArteryMessageSerializer;
import java.util.Set;

/** The messages of Akka's connections: all but what carries another message are small and know their form. */
public final class ArterySerializer extends GuardedSerializer {
    private static final Set<String> MANIFESTS =
            Set.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p");
    /** More than a table of Akka's has. */
    private static final int MOST_KEYS = 1_024;

    private final ExtendedActorSystem system;

    /** Called by Akka. */
    public ArterySerializer(ExtendedActorSystem system) {
        super(new ArteryMessageSerializer(system), MANIFESTS);
        this.system = system;
    }

    @Override
    protected void check(byte[] bytes, String manifest) throws Exception {
        switch (manifest) {
            case "a" -> {
                ArteryControlFormats.Quarantined message = ArteryControlFormats.Quarantined.parseFrom(bytes);
                check(message.getFrom().getAddress());
                check(message.getTo().getAddress());
            }
            case "b", "c", "e" ->
                check(ArteryControlFormats.MessageWithAddress.parseFrom(bytes)
                        .getAddress()
                        .getAddress());
            case "d" -> {
                ArteryControlFormats.HandshakeReq request = ArteryControlFormats.HandshakeReq.parseFrom(bytes);
                check(request.getFrom().getAddress());
                check(request.getTo());
            }
            case "f", "h" -> check(ArteryControlFormats.CompressionTableAdvertisement.parseFrom(bytes));
            case "j" -> check(ArteryControlFormats.SystemMessageEnvelope.parseFrom(bytes));
            case "k", "l" ->
                check(ArteryControlFormats.SystemMessageDeliveryAck.parseFrom(bytes)
                        .getFrom()
                        .getAddress());
            default -> {
                // has no address, or one that nothing is sent to
            }
        }
    }

    /** A table that leaves out a number, or gives one twice, would let the stream fail that uses it. */
    private void check(ArteryControlFormats.CompressionTableAdvertisement table) {
        check(table.getFrom().getAddress());
        long numbers = table.getValuesList().stream()
                .filter(number -> number >= 0 && number < table.getKeysCount())
                .distinct()
                .count();
        long keys = table.getKeysList().stream().distinct().count();
        if (table.getKeysCount() > MOST_KEYS
                || table.getKeysCount() != table.getValuesCount()
                || numbers != table.getKeysCount()
                || keys != table.getKeysCount()) {
            throw new RefusedException("a table of compression that Akka does not make");
        }
    }

    private void check(ArteryControlFormats.SystemMessageEnvelope envelope) {
        check(envelope.getAckReplyTo().getAddress());
        if (envelope.getSerializerId() != WatchSerializer.ID) {
            throw new RefusedException("a system message of serializer " + envelope.getSerializerId());
        }
    }

    private void check(ArteryControlFormats.Address address) {
        Addresses.check(
                system.name(), address.getProtocol(), address.getSystem(), address.getHostname(), address.getPort());
    }
}
