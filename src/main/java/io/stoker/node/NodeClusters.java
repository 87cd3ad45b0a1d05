package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.client.Clusters;
import org.jspecify.annotations.Nullable;

/** Finds a cluster by the connection file of its profile, and starts one in this JVM. */
public final class NodeClusters implements Clusters {

    @Override
    public HostAndPort find(@Nullable String profile) {
        Connection connection = ConnectionFile.read(Profile.named(profile == null ? Profile.DEFAULT : profile));
        return new HostAndPort(connection.host(), connection.port());
    }

    @Override
    public Local start(int engines, Config config) {
        return LocalCluster.start(engines, config);
    }
}
