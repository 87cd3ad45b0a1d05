package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.client.ClientSettings;
import io.stoker.client.Clusters.HostAndPort;
import io.stoker.trust.JoinCredentials;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Role;
import io.stoker.wire.TrustMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By what a client of this machine is let in: a join file that was given to it, or else the keys of a profile.
 *
 * @param given the join file; empty for none
 * @param home the folder of all profiles
 * @param now when the files have to be valid
 */
public record ClientKeys(Optional<JoinCredentials> given, Path home, Instant now) {
    private static final String JOIN = "stoker.client.join";
    private static final Logger LOG = LoggerFactory.getLogger(ClientKeys.class);

    /** With the join file of the setting or the environment. */
    static ClientKeys of(Config config) {
        return of(
                ClientSettings.from(config).join(),
                System.getenv(),
                Profile.named(Profile.DEFAULT).home(),
                Instant.now());
    }

    /**
     * Where a command finds the controllers that was told no address: by its join file, or else by its profile.
     *
     * @param settings of the client
     * @throws NoClusterException if there is no join file, and no cluster is running under the profile
     * @throws io.stoker.task.StokerException if the join file cannot be used
     */
    public static List<HostPort> controllers(Profile profile, Map<String, String> settings) {
        return of(settings.getOrDefault(JOIN, ""), System.getenv(), profile.home(), Instant.now())
                .given
                .map(file -> file.addresses().stream().map(HostPort::parse).toList())
                .orElseGet(() -> List.of(ConnectionFile.read(profile).controller()));
    }

    /** These settings, and the profile's own keys as the join file if there is no other. */
    public static Map<String, String> withJoin(Profile profile, Map<String, String> settings) {
        Path own = new KeyFolder(profile.keys()).credentials(Role.CLIENT);
        if (settings.containsKey(JOIN)
                || JoinCredentials.ofEnvironment(System.getenv()).isPresent()
                || !Files.exists(own)) {
            return settings;
        }
        Map<String, String> all = new HashMap<>(settings);
        all.put(JOIN, own.toString());
        return all;
    }

    static ClientKeys of(String setting, Map<String, String> environment, Path home, Instant now) {
        Optional<JoinCredentials> given = setting.isBlank()
                ? JoinCredentials.ofEnvironment(environment).map(file -> read(file, JoinCredentials.VARIABLE, now))
                : Optional.of(read(Path.of(setting), JOIN, now));
        return new ClientKeys(given, home, now);
    }

    private static JoinCredentials read(Path file, String origin, Instant now) {
        return JoinCredentials.read(file, origin, JoinCredentials.CLIENTS, now);
    }

    /** The controllers of the join file, or that of the default profile. */
    List<HostAndPort> controllers() {
        return given.map(file -> file.addresses().stream()
                        .map(HostPort::parse)
                        .map(address -> new HostAndPort(address.host(), address.port()))
                        .toList())
                .orElseGet(() -> {
                    ConnectionInfo connection = ConnectionFile.read(new Profile(home, Profile.DEFAULT));
                    return List.of(new HostAndPort(connection.host(), connection.port()));
                });
    }

    /**
     * What a client of these shows, and whom it trusts.
     *
     * @throws io.stoker.task.StokerException if it has no keys for them
     */
    TrustMode trust(List<HostAndPort> controllers) {
        if (given.isPresent()) {
            JoinCredentials file = given.get();
            // A profile's own file has beside it the list of what the profile trusts no more.
            return new TrustMode.On(
                    file.file(), file.isForOthers() ? null : file.file().resolveSibling("revoked"));
        }
        Profile profile = profileOf(controllers);
        KeyFolder keys = new KeyFolder(profile.keys());
        Path file = keys.credentials(Role.CLIENT);
        if (!Files.exists(file)) {
            throw new NodeException("there are no keys to connect to "
                    + controllers.get(0).host() + ":"
                    + controllers.get(0).port() + " with: profile '" + profile.name() + "' has none (" + file
                    + "). If that cluster is to run under this profile, start it first. If it runs on another machine, make "
                    + "a join file there with: scripts/stoker join-token --role client --out FILE; and name it by "
                    + "Stoker.connect(Path), --join FILE or " + JoinCredentials.VARIABLE);
        }
        read(file, "the keys of profile '" + profile.name() + "'", now);
        return new TrustMode.On(file, keys.revoked());
    }

    /** Whose cluster has one of these ports, and best its host as well; else the default one. */
    private Profile profileOf(List<HostAndPort> controllers) {
        return profiles().stream()
                .filter(profile -> likeness(profile, controllers) > 0)
                .max(Comparator.comparingInt(profile -> likeness(profile, controllers)))
                .orElseGet(() -> new Profile(home, Profile.DEFAULT));
    }

    private static int likeness(Profile profile, List<HostAndPort> controllers) {
        try {
            ConnectionInfo connection = ConnectionFile.read(profile);
            return controllers.stream()
                    .filter(controller -> controller.port() == connection.port())
                    .mapToInt(controller -> controller.host().equals(connection.host()) ? 2 : 1)
                    .max()
                    .orElse(0);
        } catch (NodeException e) {
            LOG.debug("profile {} has no cluster to connect to", profile.name(), e);
            return 0;
        }
    }

    private List<Profile> profiles() {
        try (Stream<Path> folders = Files.list(home)) {
            return folders.filter(folder -> Files.exists(folder.resolve("connection.json")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(Profile::isName)
                    .sorted()
                    .map(name -> new Profile(home, name))
                    .toList();
        } catch (IOException e) {
            LOG.debug("there are no profiles in {}", home, e);
            return List.of();
        }
    }
}
