package io.stoker.node;

import io.stoker.client.Clusters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a cluster by the connection file of its profile, and starts one in this JVM. */
public final class NodeClusters implements Clusters {

    @Override
    public HostAndPort find(@Nullable String profile) {
        Connection connection = ConnectionFile.read(Profile.named(profile == null ? Profile.DEFAULT : profile));
        return new HostAndPort(connection.host(), connection.port());
    }

    @Override
    public Local start(int engines, Map<String, ?> settings) {
        return LocalCluster.start(engines, settings);
    }
}
