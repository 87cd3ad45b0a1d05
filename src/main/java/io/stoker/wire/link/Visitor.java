package io.stoker.wire.link;

import akka.actor.AddressFromURIString;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.stoker.task.MalformedException;
import io.stoker.trust.Identity;
import io.stoker.trust.UntrustedException;
import io.stoker.wire.NodeTls;
import io.stoker.wire.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The accepting end of a connection, until it is known who is at the other end. */
final class Visitor extends ChannelInboundHandlerAdapter {
    /** Who has not said who he is after so long is disconnected. */
    static final long PATIENCE_SECONDS = 10;

    private final SocketLinks links;
    private final NodeTls tls;
    private final Function<Secret, LinkServer.@Nullable Guest> guests;
    private final Consumer<Channel> known;
    private final BlockReader reader = new BlockReader(Hello.LONGEST, this::hello);
    private @Nullable Future<?> patience;
    private @Nullable Channel channel;

    /**
     * The end of a connection that is about to be accepted.
     *
     * @param guests knows who may connect, by their passes
     * @param known told of the connection when it is known whose it is
     */
    Visitor(
            SocketLinks links,
            NodeTls tls,
            Function<Secret, LinkServer.@Nullable Guest> guests,
            Consumer<Channel> known) {
        this.links = links;
        this.tls = tls;
        this.guests = guests;
        this.known = known;
    }

    /** Waits for what comes on a connection that has just been made. */
    void begin(Channel accepted) {
        channel = accepted;
        accepted.pipeline().addLast(reader, this);
        patience = accepted.eventLoop()
                .schedule(
                        () -> refuse(
                                accepted, "it has not said who it is within " + PATIENCE_SECONDS + " seconds", false),
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS);
    }

    private void hello(byte[] block) {
        Channel accepted = Objects.requireNonNull(channel);
        Hello hello = Hello.of(block);
        LinkServer.Guest guest = guests.apply(hello.pass());
        if (guest == null || !guest.address().equals(hello.address())) {
            refuse(accepted, "it is not one of the nodes that have proven to this controller who they are", true);
            return;
        }
        String objection = objection(accepted, guest.identity());
        if (objection != null) {
            refuse(accepted, objection, true);
            return;
        }
        stopWaiting();
        known.accept(accepted);
        guest.connected().add(accepted);
        Blocks.onClose(accepted, () -> guest.connected().remove(accepted));
        if (guests.apply(hello.pass()) == null) { // dismissed meanwhile, by one who may not have seen this connection
            Blocks.close(accepted);
            return;
        }
        boolean encrypts = accepted.pipeline().get(SslHandler.class) != null;
        Connection connection = new Connection(
                accepted,
                hello.kind(),
                AddressFromURIString.parse(hello.address()),
                links.form(),
                links.counts(),
                encrypts);
        accepted.pipeline().replace(this, null, new Traffic(links, connection));
        reader.become(links.form().longest(hello.kind()), frame -> links.arrived(connection, frame));
        Blocks.send(accepted, new Welcome("").toBytes());
        links.connected(connection);
    }

    /** What is wrong with who is at the other end, if this is to be there; null if nothing is. */
    private @Nullable String objection(Channel accepted, @Nullable Identity proven) {
        SslHandler encryption = accepted.pipeline().get(SslHandler.class);
        if (encryption == null) {
            return proven == null ? null : "it shows no certificate";
        }
        try {
            Identity shown = tls.identity(encryption.engine().getSession());
            return proven != null && shown.role() == proven.role() && shown.id().equals(proven.id())
                    ? null
                    : "it shows the certificate of " + shown.inWords() + ", and not that of the node it says it is";
        } catch (UntrustedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Whose certificate counts that the other end has shown; null if there is none. */
    private @Nullable Identity shown(Channel accepted) {
        SslHandler encryption = accepted.pipeline().get(SslHandler.class);
        try {
            return encryption == null ? null : tls.identity(encryption.engine().getSession());
        } catch (UntrustedException e) {
            return null; // why, is not what it is refused for
        }
    }

    /** @param isTold whether it hears why */
    private void refuse(Channel accepted, String reason, boolean isTold) {
        stopWaiting();
        reader.stop();
        links.refused().add(host(accepted), shown(accepted), reason);
        if (isTold) {
            Blocks.sendLast(accepted, new Welcome(reason).toBytes());
        } else {
            Blocks.close(accepted);
        }
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel(false);
        }
    }

    /** From where a connection has come, for people. */
    static String host(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress there
                ? String.valueOf(there.getHostString())
                : "somebody";
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopWaiting();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof MalformedException) {
            refuse(context.channel(), String.valueOf(cause.getMessage()), false);
            return;
        }
        if (cause.getCause() instanceof NotSslRecordException) {
            refuse(context.channel(), "the other end does not speak TLS", false);
            return;
        }
        // Of a failed handshake its engine has told; a connection that was cut is nothing to tell of.
        if (!(cause instanceof DecoderException) && !(cause instanceof IOException)) {
            links.refused().log("ended a connection for frames from " + host(context.channel()) + ": " + cause);
        }
        Blocks.close(context);
    }
}
