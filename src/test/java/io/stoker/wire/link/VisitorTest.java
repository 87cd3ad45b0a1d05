package io.stoker.wire.link;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.stoker.Seeds;
import io.stoker.wire.Kits;
import io.stoker.wire.NodeTls;
import io.stoker.wire.Secret;
import io.stoker.wire.ToClient;
import io.stoker.wire.channel.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes to the accepting end of a connection, on a clock of its own and without encryption. */
class VisitorTest {
    private static final String ADDRESS = "akka://stoker@127.0.0.1:7001";
    private static final String OTHER = "akka://stoker@127.0.0.1:7002";
    private static final Secret PASS = Secret.random();

    private static ActorTestKit kit;
    private static SocketLinks links;

    private final EmbeddedChannel channel = new EmbeddedChannel();

    static LongStream seeds() {
        return Seeds.of(3);
    }

    @BeforeAll
    static void start() {
        kit = Kits.unjoined();
        links = SocketLinks.of(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void begin() {
        channel.freezeTime();
        new Visitor(
                        links,
                        NodeTls.of(kit.system()),
                        pass -> pass.equals(PASS)
                                ? new LinkServer.Guest(ADDRESS, null, ConcurrentHashMap.newKeySet())
                                : null,
                        connection -> {})
                .begin(channel);
    }

    private static ByteBuf block(byte[] bytes) {
        return Unpooled.buffer().writeInt(bytes.length).writeBytes(bytes);
    }

    private void greet(String address, Secret pass) {
        channel.writeInbound(block(new Hello(Kind.MESSAGES, address, pass).toBytes()));
    }

    private String answer() {
        ByteBuf out = channel.readOutbound();
        byte[] block = ByteBufUtil.getBytes(out, Integer.BYTES, out.readableBytes() - Integer.BYTES);
        out.release();
        return Welcome.of(block).refusal();
    }

    private TestProbe<Object> session(UUID session, String address) {
        TestProbe<Object> probe = kit.createTestProbe();
        ActorRef<Object> peer = ActorRefResolver.get(kit.system()).resolveActorRef(address + "/user/somebody");
        links.messages(probe.ref()).to(peer, session);
        return probe;
    }

    private static byte[] frame(UUID session) {
        return links.form().write(new Frame<ToClient>(session, 0, 1, 0, 0, false, true, List.of()));
    }

    @Test
    void shouldTellTheFramesOfANodesSessionsToTheirActors() {
        UUID id = UUID.randomUUID();
        TestProbe<Object> actor = session(id, ADDRESS);
        greet(ADDRESS, PASS);
        assertThat(answer()).isEmpty();
        channel.writeInbound(block(frame(UUID.randomUUID())));
        channel.writeInbound(block(frame(id)));
        assertThat(actor.expectMessageClass(Frame.class).session()).isEqualTo(id);
        assertThat(channel.isOpen()).isTrue();
        channel.close();
    }

    @Test
    void shouldEndAConnectionWithAFrameOfAnotherNodesSession() {
        UUID id = UUID.randomUUID();
        TestProbe<Object> actor = session(id, OTHER);
        greet(ADDRESS, PASS);
        channel.writeInbound(block(frame(id)));
        assertThat(channel.isOpen()).isFalse();
        actor.expectNoMessage(Duration.ZERO);
    }

    @Test
    void shouldRefuseAStranger() {
        greet(ADDRESS, Secret.random());
        assertThat(answer()).contains("not one of the nodes that have proven");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldRefuseThePassOfAnotherNode() {
        greet(OTHER, PASS);
        assertThat(answer()).contains("not one of the nodes that have proven");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldDisconnectWhoSaysNothing() {
        channel.writeInbound(Unpooled.buffer().writeInt(30).writeByte(1));
        channel.advanceTimeBy(Visitor.PATIENCE_SECONDS * 1_000 - 1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void shouldKeepAQuietConnectionWhoseOwnerIsKnown() {
        greet(ADDRESS, PASS);
        channel.advanceTimeBy(1, TimeUnit.DAYS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.close();
    }

    @Test
    void shouldRefuseALengthOfTwoBillionBeforeAndAfterTheHello() {
        channel.writeInbound(Unpooled.buffer().writeInt(2_000_000_000));
        assertThat(channel.isOpen()).isFalse();

        EmbeddedChannel known = new EmbeddedChannel();
        new Visitor(
                        links,
                        NodeTls.of(kit.system()),
                        pass -> new LinkServer.Guest(ADDRESS, null, ConcurrentHashMap.newKeySet()),
                        connection -> {})
                .begin(known);
        known.writeInbound(block(new Hello(Kind.MESSAGES, ADDRESS, PASS).toBytes()));
        assertThat(known.isOpen()).isTrue();
        known.writeInbound(Unpooled.buffer().writeInt(2_000_000_000));
        assertThat(known.isOpen()).isFalse();
    }

    @Test
    void shouldPassOverABlockThatIsNoFrame() {
        UUID id = UUID.randomUUID();
        TestProbe<Object> actor = session(id, ADDRESS);
        greet(ADDRESS, PASS);
        channel.writeInbound(block(new byte[] {1, 2, 3}));
        channel.writeInbound(block(frame(id)));
        actor.expectMessageClass(Frame.class);
        channel.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldLetNobodyInByGarbage(long seed) {
        Random random = new Random(seed);
        int before = links.counts().open();
        for (int i = 0; i < 500; i++) {
            EmbeddedChannel next = new EmbeddedChannel();
            new Visitor(links, NodeTls.of(kit.system()), pass -> null, connection -> {}).begin(next);
            byte[] garbage = new byte[1 + random.nextInt(600)];
            random.nextBytes(garbage);
            if (random.nextBoolean()) {
                garbage = ByteBufUtil.getBytes(block(garbage));
            }
            next.writeInbound(Unpooled.wrappedBuffer(garbage));
            assertThat(links.counts().open()).isEqualTo(before);
            next.close();
        }
    }
}
