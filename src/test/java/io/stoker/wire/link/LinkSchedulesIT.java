package io.stoker.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.cluster.typed.Cluster;
import io.stoker.LoneCluster;
import io.stoker.Seeds;
import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import io.stoker.trust.TestKeys;
import io.stoker.wire.NodeTls;
import io.stoker.wire.Secret;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two nodes whose connections are cut, slow or lead nowhere, so that their frames change between these and Akka: each
 * item is handed over once, in order, and acknowledged only when it has taken effect.
 */
class LinkSchedulesIT {
    private static final int STEP_MILLIS = 100;

    static LongStream seeds() {
        return Seeds.of(1);
    }

    /** What the connections have to bear; told once in each step. */
    private enum Weather {
        FLAPS(true, false) {
            @Override
            void step(FaultyProxy proxy, Random random) {
                proxy.cut();
            }
        },
        BREAKS_IN_FRAMES(true, false) {
            @Override
            void step(FaultyProxy proxy, Random random) {
                proxy.cutAfter(1 + random.nextInt(random.nextBoolean() ? 5_000 : 300_000));
            }
        },
        LATE(false, false) {
            @Override
            void step(FaultyProxy proxy, Random random) {
                proxy.delay(200);
            }
        },
        THIN(false, false) {
            @Override
            void step(FaultyProxy proxy, Random random) {
                proxy.limit(1_000_000);
            }
        },
        HOLE_ONE_WAY(false, true) {
            @Override
            void step(FaultyProxy proxy, Random random) {
                proxy.swallow(true, false);
            }
        },
        HOLE_OTHER_WAY(false, true) {
            @Override
            void step(FaultyProxy proxy, Random random) {
                proxy.swallow(false, true);
            }
        };

        /** Whether connections end by it at once. */
        private final boolean breaks;
        /** Whether there is no doubt that it costs items. */
        private final boolean loses;

        Weather(boolean breaks, boolean loses) {
            this.breaks = breaks;
            this.loses = loses;
        }

        abstract void step(FaultyProxy proxy, Random random);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldHandOverEachItemOnceAndInOrderWhateverBecomesOfConnections(long seed) throws IOException {
        Random random = new Random(seed);
        try (World world = new World(seed % 2 == 0)) {
            List<Weather> all = new ArrayList<>(List.of(Weather.values()));
            Collections.shuffle(all, random);
            for (Weather weather : all) {
                world.run(weather, random);
            }
        }
    }

    /** A controller's node, and another one, with a proxy before the port to which it connects. */
    private static final class World implements AutoCloseable {
        private final boolean encrypts;
        private final List<ActorTestKit> kits = new ArrayList<>();
        private final ActorTestKit near;
        private final ActorTestKit far;
        private final Guests guests;
        private final FaultyProxy proxy;
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private Secret pass = Secret.random();

        World(boolean encrypts) throws IOException {
            this.encrypts = encrypts;
            near = kit(Role.CONTROLLER);
            far = kit(Role.ENGINE);
            guests = SocketLinks.of(near.system()).listen();
            await().atMost(LoneCluster.LONG).until(() -> guests.port() != 0);
            proxy = FaultyProxy.before(guests.port());
        }

        private ActorTestKit kit(Role role) {
            TrustMode mode = encrypts ? TestKeys.of(role.word()) : new TrustMode.Off();
            ActorTestKit kit =
                    LoneCluster.kit(WireConfig.node(WireConfig.load(Map.of()), role.word(), "127.0.0.1", 0, mode));
            kits.add(kit);
            return kit;
        }

        private static Address address(ActorTestKit kit) {
            return Cluster.get(kit.system()).selfMember().address();
        }

        /** The node is known anew, as when it has registered again: it connects at once. */
        private void admit() {
            guests.dismiss(pass);
            pass = Secret.random();
            guests.admit(address(far).toString(), pass, identity());
            SocketLinks.of(far.system()).servedBy(address(near), proxy.port(), pass);
        }

        private @Nullable Identity identity() {
            var tls = NodeTls.of(far.system()).tls();
            return tls == null ? null : tls.current().identity();
        }

        void run(Weather weather, Random random) {
            String name = weather + (encrypts ? " with TLS" : " without TLS");
            admit();
            Session messages = new Session(Kind.MESSAGES, 300, random);
            Session values = new Session(Kind.VALUES, 100_000, random);
            List<Session> sessions = List.of(messages, values);
            sessions.forEach(session -> session.send(10));
            await().atMost(LoneCluster.LONG).until(() -> open() == 2);
            sessions.forEach(session -> session.awaitRest(name + ", before")); // from now on by connections
            long before = received();
            Random of = new Random(random.nextLong());
            if (weather.loses) {
                weather.step(proxy, of); // or all may have come before
            }
            messages.send(400);
            values.send(40);
            var steps = clock.scheduleWithFixedDelay(
                    () -> weather(weather, of), STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
            sessions.forEach(session -> session.awaitRest(name));
            steps.cancel(false);
            await().atMost(LoneCluster.LONG).until(steps::isDone);
            if (weather.loses) {
                assertThat(sessions.stream().mapToLong(Session::resent).sum())
                        .as("%s: items that were lost", name)
                        .isPositive();
            } else {
                assertThat(received())
                        .as("%s: some of it came by connections", name)
                        .isGreaterThan(before);
            }

            proxy.clear();
            admit();
            await().atMost(LoneCluster.LONG).until(() -> open() == 2);
            long calm = received();
            // What goes by Akka first is not overtaken, so connections carry frames again a while later.
            await(name + ", connections carry frames again")
                    .atMost(LoneCluster.LONG)
                    .until(() -> {
                        sessions.forEach(session -> session.send(1));
                        sessions.forEach(session -> session.awaitRest(name + ", afterwards"));
                        return received() - calm > 2 * 2 * 100_000;
                    });
            sessions.forEach(Session::close);
        }

        private int open() {
            return SocketLinks.of(near.system()).counts().open();
        }

        /** In both directions. */
        private long received() {
            return SocketLinks.of(near.system()).counts().receivedBytes()
                    + SocketLinks.of(far.system()).counts().receivedBytes();
        }

        private void weather(Weather weather, Random random) {
            weather.step(proxy, random);
            if (weather.breaks && random.nextInt(5) == 0) {
                admit(); // before long it would wait half a minute
            }
        }

        @Override
        public void close() throws IOException {
            clock.shutdownNow();
            proxy.close();
            kits.forEach(ActorTestKit::shutdownTestKit);
        }

        /** A session between the two nodes, in both directions. */
        private final class Session {
            private final LinkEnd.Side left = new LinkEnd.Side();
            private final LinkEnd.Side right = new LinkEnd.Side();
            private final ActorRef<Object> one;
            private final ActorRef<Object> other;
            private int sent;

            Session(Kind kind, int bytes, Random random) {
                UUID id = UUID.randomUUID();
                one = end(near, id, kind, bytes, left, right, random);
                other = end(far, id, kind, bytes, right, left, random);
                one.tell(new LinkEnd.Begin(seenFrom(near, far, other)));
                other.tell(new LinkEnd.Begin(seenFrom(far, near, one)));
            }

            private ActorRef<Object> end(
                    ActorTestKit at,
                    UUID id,
                    Kind kind,
                    int bytes,
                    LinkEnd.Side here,
                    LinkEnd.Side there,
                    Random random) {
                String name = (kind == Kind.VALUES ? "values-" : "messages-") + id;
                return at.spawn(LinkEnd.create(id, kind, bytes, here, there, new Random(random.nextLong())), name);
            }

            private ActorRef<Object> seenFrom(ActorTestKit kit, ActorTestKit of, ActorRef<Object> actor) {
                String path = ActorRefResolver.get(of.system()).toSerializationFormat(actor);
                return ActorRefResolver.get(kit.system()).resolveActorRef(path);
            }

            void send(int items) {
                sent += items;
                one.tell(new LinkEnd.Send(items));
                other.tell(new LinkEnd.Send(items));
            }

            void awaitRest(String name) {
                await(name).atMost(LoneCluster.LONG).until(() -> left.isAtRest(sent) && right.isAtRest(sent));
                assertThat(left.wrong()).as(name).isEmpty();
                assertThat(right.wrong()).as(name).isEmpty();
            }

            long resent() {
                return left.resent() + right.resent();
            }

            void close() {
                one.tell(new LinkEnd.Close());
                other.tell(new LinkEnd.Close());
            }
        }
    }
}
