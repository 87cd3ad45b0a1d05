package io.stoker.node;

import io.stoker.client.ConnectionFinder;
import org.jspecify.annotations.Nullable;

/** Finds a cluster by the connection file of its profile. */
public final class ProfileConnectionFinder implements ConnectionFinder {

    @Override
    public HostAndPort find(@Nullable String profile) {
        Connection connection = ConnectionFile.read(Profile.named(profile == null ? Profile.DEFAULT : profile));
        return new HostAndPort(connection.host(), connection.port());
    }
}
