package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import akka.actor.AddressFromURIString;
import akka.remote.artery.ArterySettings;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.wire.values.ValueServerActor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

class WireConfigTest {

    @Test
    void theSeedsOfANameAreTheNameAndItsAddresses() {
        List<String> seeds = WireConfig.seeds("localhost", 10113);
        assertThat(seeds)
                .startsWith("akka://stoker@localhost:10113")
                .contains("akka://stoker@127.0.0.1:10113")
                .doesNotHaveDuplicates();
    }

    @Test
    void theSeedsOfAnAddressAreTheAddressFirst() {
        assertThat(WireConfig.seeds("127.0.0.1", 1)).startsWith("akka://stoker@127.0.0.1:1");
    }

    @Test
    void anAddressOfVersionSixIsBracketed() {
        assertThat(WireConfig.seeds("::1", 1)).startsWith("akka://stoker@[::1]:1");
    }

    @Test
    void aNameThatCannotBeResolvedIsItsOnlySeed() {
        assertThat(WireConfig.seeds("nowhere.invalid", 1)).containsExactly("akka://stoker@nowhere.invalid:1");
    }

    /** Docker gives machines names that no URI may have; their addresses are seeds all the same. */
    @Test
    void aSpellingThatIsNoAddressToAkkaIsLeftOut() {
        assertThat(WireConfig.seed("my_host_1.my_net", 1)).isEmpty();
        assertThat(WireConfig.seed("fe80:0:0:0:0:0:0:1%eth0", 1)).isPresent();
        assertThat(WireConfig.seeds("no_where.invalid", 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "nowhere.invalid", "no_where.invalid"})
    void akkaUnderstandsEverySeed(String host) {
        assertThat(WireConfig.seeds(host, 10113))
                .allSatisfy(seed ->
                        assertThatCode(() -> AddressFromURIString.parse(seed)).doesNotThrowAnyException());
    }

    @Test
    void whatIsOnThisMachineIsReachedByLoopback() {
        assertThat(WireConfig.localHostFor("localhost")).isEqualTo("127.0.0.1");
        assertThat(WireConfig.localHostFor("127.0.0.1")).isEqualTo("127.0.0.1");
        assertThat(WireConfig.localHostFor("nowhere.invalid")).isEqualTo("127.0.0.1");
    }

    @Test
    void ourSettingsOfAkkaWinOverItsOwnAndOverridesWinOverAll() {
        Config config = WireConfig.load(Map.of("stoker.inline-limit", "1 KiB", "stoker.akka.loglevel", "ERROR"));
        assertThat(config.getString("akka.actor.provider")).isEqualTo("cluster");
        assertThat(config.getBoolean("akka.coordinated-shutdown.exit-jvm")).isFalse();
        assertThat(config.getString("akka.loglevel")).isEqualTo("ERROR");
        assertThat(config.getBytes("stoker.inline-limit")).isEqualTo(1_024);
        assertThat(config.getInt("akka.actor.default-dispatcher.throughput")).isPositive();
    }

    /** With some of these a node of ours would not start, or would start what is not its own. */
    @Test
    void whatAnApplicationSetsForItsOwnSystemsIsLeftToThem(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("application.conf"), """
                akka {
                  loglevel = DEBUG
                  actor.provider = local
                  extensions = ["com.example.Extension"]
                  cluster { min-nr-of-members = 3, seed-nodes = ["akka://application@127.0.0.1:1"] }
                  made-up = 7
                }
                ssl-config.debug.all = true
                application.limit = ${akka.made-up}
                stoker { inline-limit = 1 KiB, akka.log-dead-letters = ${application.limit} }
                """);
        System.setProperty("akka.cluster.roles.0", "application");
        Config config = withApplication(folder, () -> WireConfig.load(Map.of()));

        assertThat(config.getString("akka.actor.provider")).isEqualTo("cluster");
        assertThat(config.getString("akka.loglevel")).isEqualTo("WARNING");
        assertThat(config.getStringList("akka.extensions")).isEmpty();
        assertThat(config.getStringList("akka.cluster.seed-nodes")).isEmpty();
        assertThat(config.getInt("akka.cluster.min-nr-of-members")).isEqualTo(1);
        assertThat(config.getStringList("akka.cluster.roles")).isEmpty();
        assertThat(config.hasPath("akka.made-up")).isFalse();
        assertThat(config.getBoolean("ssl-config.debug.all")).isFalse();
        assertThat(config.getInt("application.limit")).isEqualTo(7);
        assertThat(config.getInt("akka.log-dead-letters")).isEqualTo(7);
        assertThat(config.getBytes("stoker.inline-limit")).isEqualTo(1_024);
    }

    private static Config withApplication(Path folder, Supplier<Config> loading) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader more = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(more);
            ConfigFactory.invalidateCaches();
            return loading.get();
        } finally {
            thread.setContextClassLoader(before);
            System.clearProperty("akka.cluster.roles.0");
            ConfigFactory.invalidateCaches();
        }
    }

    @Test
    void aNodeHasItsRoleItsHostAndItsPort() {
        Config node = WireConfig.node(WireConfig.load(Map.of()), "engine", "127.0.0.2", 4711, new TrustMode.Off());
        assertThat(node.getStringList("akka.cluster.roles")).containsExactly("engine");
        assertThat(node.getString("akka.remote.artery.canonical.hostname")).isEqualTo("127.0.0.2");
        assertThat(node.getInt("akka.remote.artery.canonical.port")).isEqualTo(4711);
    }

    private static boolean hasAConnectionOfItsOwn(String... path) {
        return new ArterySettings(WireConfig.load(Map.of()).getConfig("akka.remote.artery"))
                .LargeMessageDestinations()
                        .find(CollectionConverters.asScala(List.of(path)))
                        .isDefined();
    }

    @Test
    void framesOfLargeValuesHaveAConnectionOfTheirOwnAndNothingElseHas() {
        String name = ValueServerActor.NAME;
        assertThat(hasAConnectionOfItsOwn("user", name + "-client-1")).isTrue();
        assertThat(hasAConnectionOfItsOwn("user", "controller", name)).isTrue();
        assertThat(hasAConnectionOfItsOwn("user", "caller-1", name + "-2")).isTrue();
        assertThat(hasAConnectionOfItsOwn("user", "engine-1", "direct", name)).isTrue();
        assertThat(hasAConnectionOfItsOwn("user", "controller")).isFalse();
        assertThat(hasAConnectionOfItsOwn("user", "client-1")).isFalse();
        assertThat(hasAConnectionOfItsOwn("user", "engine-1", "direct")).isFalse();
        assertThat(hasAConnectionOfItsOwn("system", "receptionist")).isFalse();
    }
}
