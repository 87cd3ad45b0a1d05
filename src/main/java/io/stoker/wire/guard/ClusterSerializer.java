package io.stoker.wire.guard;

import akka.actor.ExtendedActorSystem;
import akka.cluster.GossipEnvelope;
import akka.cluster.protobuf.ClusterMessageSerializer;
import akka.cluster.protobuf.msg.ClusterMessages;
import akka.util.Version;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The messages of Akka's cluster. Those by which one node downs another or makes it leave are not let in: the
 * controller says them in its own JVM only.
 */
public final class ClusterSerializer extends GuardedSerializer {
    /** Inflated; five thousand members take less than half of it. */
    static final int MOST_GOSSIP = 1 << 20;

    private static final Set<String> MANIFESTS = Set.of("IJ", "IJA", "IJN", "J", "W", "HB", "HBR", "EC", "GS", "GE");
    private static final int MOST_CONFIG = 4_096;
    private static final int MOST_ROLES = 16;
    private static final int LONGEST_ROLE = 64;
    private static final String ZONE = "dc-";
    private static final String OUR_ZONE = "dc-default";
    /** What Akka reads as texts, whether they are there or not. */
    private static final List<String> COMPARED = List.of("akka.version", "akka.cluster.downing-provider-class");

    private final ExtendedActorSystem system;

    /** Called by Akka. */
    public ClusterSerializer(ExtendedActorSystem system) {
        super(new ClusterMessageSerializer(system), MANIFESTS);
        this.system = system;
    }

    @Override
    protected void check(byte[] bytes, String manifest) throws Exception {
        switch (manifest) {
            case "IJ" -> checkConfig(ClusterMessages.InitJoin.parseFrom(bytes).getCurrentConfig());
            case "IJA" -> check(ClusterMessages.InitJoinAck.parseFrom(bytes));
            case "IJN" -> check(ClusterMessages.Address.parseFrom(bytes));
            case "J" -> check(ClusterMessages.Join.parseFrom(bytes));
            case "W" -> check(ClusterMessages.Welcome.parseFrom(inflated(new ByteArrayInputStream(bytes))));
            case "HB" -> check(ClusterMessages.Heartbeat.parseFrom(bytes).getFrom());
            case "HBR" ->
                check(ClusterMessages.HeartBeatResponse.parseFrom(bytes).getFrom());
            case "EC" -> check(ClusterMessages.UniqueAddress.parseFrom(bytes));
            case "GS" -> check(ClusterMessages.GossipStatus.parseFrom(bytes).getFrom());
            default -> check(ClusterMessages.GossipEnvelope.parseFrom(bytes));
        }
    }

    /** Gossip is read at once, and not by the actor for which it would be fatal. */
    @Override
    protected Object read(byte[] bytes, String manifest) throws Exception {
        Object message = super.read(bytes, manifest);
        if (message instanceof GossipEnvelope envelope) {
            var unused = envelope.gossip();
        }
        return message;
    }

    /**
     * Akka would parse this as configuration, in which other files and addresses can be included, and would read what
     * is compared. It writes it as JSON, which has no includes.
     */
    private static void checkConfig(String text) {
        if (text.length() > MOST_CONFIG) {
            throw new RefusedException(
                    "a configuration of " + text.length() + " characters, but nodes send fewer than " + MOST_CONFIG);
        }
        Config config =
                ConfigFactory.parseString(text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
        for (String name : COMPARED) {
            if (!config.hasPath(name) || config.getValue(name).valueType() != ConfigValueType.STRING) {
                throw new RefusedException("a configuration without the text " + name);
            }
        }
    }

    private void check(ClusterMessages.InitJoinAck ack) {
        check(ack.getAddress());
        if (ack.getConfigCheck().getType() == ClusterMessages.ConfigCheck.Type.CompatibleConfig) {
            checkConfig(ack.getConfigCheck().getClusterConfig());
        }
    }

    private void check(ClusterMessages.Join join) {
        check(join.getNode());
        checkRoles(join.getRolesList());
        // Akka reads it when it is told to others, who would refuse the whole gossip for it.
        var unused = Version.apply(join.getAppVersion());
    }

    private static void checkRoles(List<String> roles) {
        boolean ours = roles.size() <= MOST_ROLES
                && roles.stream()
                        .allMatch(role ->
                                role.length() <= LONGEST_ROLE && (!role.startsWith(ZONE) || role.equals(OUR_ZONE)));
        if (!ours) {
            throw new RefusedException("roles that no node of ours has");
        }
    }

    private void check(ClusterMessages.Welcome welcome) {
        check(welcome.getFrom());
        check(welcome.getGossip());
    }

    private void check(ClusterMessages.GossipEnvelope envelope) throws IOException {
        check(envelope.getFrom());
        check(envelope.getTo());
        check(ClusterMessages.Gossip.parseFrom(
                inflated(envelope.getSerializedGossip().newInput())));
    }

    private void check(ClusterMessages.Gossip gossip) {
        for (ClusterMessages.UniqueAddress address : gossip.getAllAddressesList()) {
            check(address);
        }
        checkRoles(gossip.getAllRolesList());
        for (ClusterMessages.Member member : gossip.getMembersList()) {
            if (member.getStatus() == ClusterMessages.MemberStatus.Removed) { // what is removed is no member
                throw new RefusedException("gossip with a removed member");
            }
        }
    }

    private void check(ClusterMessages.UniqueAddress address) {
        check(address.getAddress());
    }

    private void check(ClusterMessages.Address address) {
        Addresses.check(
                system.name(), address.getProtocol(), address.getSystem(), address.getHostname(), address.getPort());
    }

    private static byte[] inflated(InputStream zipped) throws IOException {
        try (InputStream in = new GZIPInputStream(zipped)) {
            byte[] bytes = in.readNBytes(MOST_GOSSIP + 1);
            if (bytes.length > MOST_GOSSIP) {
                throw new RefusedException("gossip of more than " + MOST_GOSSIP + " bytes");
            }
            return bytes;
        }
    }
}
