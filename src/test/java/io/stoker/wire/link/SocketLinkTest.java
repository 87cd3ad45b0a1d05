package io.stoker.wire.link;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.stoker.wire.Alarm;
import io.stoker.wire.Kits;
import io.stoker.wire.ToController;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which way the frames of a session take. What goes by way of Akka here leads to no node. */
class SocketLinkTest {
    private static final String ADDRESS = "akka://stoker@127.0.0.1:7001";

    private static ActorTestKit kit;
    private static SocketLinks links;

    private final UUID session = UUID.randomUUID();
    private final TestProbe<Object> self = kit.createTestProbe();
    private final ActorRef<Object> peer =
            ActorRefResolver.get(kit.system()).resolveActorRef(ADDRESS + "/user/somebody");
    private final SocketLink<Object> link =
            (SocketLink<Object>) links.messages(self.ref()).<Object>to(peer, session);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Connection connection =
            new Connection(channel, Kind.MESSAGES, peer.path().address(), links.form(), links.counts(), false);

    @BeforeAll
    static void start() {
        kit = Kits.unjoined();
        links = SocketLinks.of(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private Frame<Object> frame(long first, int items) {
        return new Frame<>(
                session, 0, first, 0, 0, false, false, Collections.nCopies(items, new ToController.GivesWay(true)));
    }

    private long written() {
        channel.runPendingTasks();
        long frames = 0;
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            while (out.isReadable()) {
                byte[] block = new byte[out.readInt()];
                out.readBytes(block);
                links.form().read(block);
                frames++;
            }
            out.release();
        }
        return frames;
    }

    @Test
    void shouldUseAConnectionOnceTheOtherEndHasSpokenAndHasAllThatWentByAkka() {
        link.send(frame(1, 2));
        links.connected(connection);
        link.send(frame(3, 0));
        assertThat(written()).as("what begins the session may not have come").isZero();
        link.heard(1);
        link.send(frame(3, 1));
        assertThat(written()).as("the second item is under way").isZero();
        link.heard(3);
        link.send(frame(4, 1));
        link.send(frame(5, 1));
        assertThat(written()).isEqualTo(2);
        links.disconnected(connection);
    }

    @Test
    void shouldGoBackToAkkaAndAskWhenTheConnectionIsLost() {
        link.heard(0);
        links.connected(connection);
        link.send(frame(1, 1));
        assertThat(written()).isEqualTo(1);
        assertThat(link.takeLost()).isFalse();
        links.disconnected(connection);
        self.expectMessageClass(Alarm.Wake.class);
        assertThat(link.takeLost()).isTrue();
        assertThat(link.takeLost()).isFalse();
        link.send(frame(2, 1));
        assertThat(written()).isZero();
        assertThat(link.hasRoom()).isTrue();
    }

    @Test
    void shouldHaveNoRoomWhileTheOtherEndDoesNotTakeWhatThereIs() {
        link.heard(0);
        links.connected(connection);
        for (int i = 0; i < 40; i++) {
            link.send(frame(i + 1, 1));
        }
        assertThat(link.hasRoom()).isFalse();
        assertThat(written()).isEqualTo(40);
        assertThat(link.hasRoom()).isTrue();
        links.disconnected(connection);
    }

    @Test
    void shouldGiveUpAConnectionThatWasThereAllTheTimeInWhichNothingGotThrough() {
        link.heard(0);
        links.connected(connection);
        link.send(frame(1, 1));
        link.stalled(connection.since() - 1);
        assertThat(channel.isOpen()).as("it is newer than that").isTrue();
        link.stalled(connection.since() + 1);
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(connection.isGivenUp()).isTrue();
        links.disconnected(connection);
    }

    @Test
    void shouldForgetSessionsThatAreOver() {
        link.close();
        links.connected(connection);
        link.heard(0);
        link.send(frame(1, 1));
        assertThat(written()).isZero();
        links.disconnected(connection);
        self.expectNoMessage(Duration.ZERO);
    }

    @Test
    void shouldSpeakToItsOwnNodeWithoutAnyConnection() {
        TestProbe<Object> near = kit.createTestProbe();
        assertThat(links.messages(self.ref()).<Object>to(near.ref(), session)).isNotInstanceOf(SocketLink.class);
        Links.AKKA.<Object>to(near.ref(), session).send(frame(1, 1));
        near.expectMessageClass(Frame.class);
    }
}
