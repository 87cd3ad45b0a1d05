package io.stoker.wire.link;

import akka.actor.Address;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The dialling end of a connection, until the other end has welcomed it. */
final class Greeting extends ChannelInboundHandlerAdapter {
    private static final String CLOSED = "the connection was closed";

    private final SocketLinks links;
    private final Address controller;
    private final Hello hello;
    private final Dialler dialler;
    private final BlockReader reader = new BlockReader(Welcome.LONGEST, this::answered);
    private @Nullable Channel channel;
    private @Nullable Future<?> patience;
    private @Nullable String failure;

    Greeting(SocketLinks links, Address controller, Hello hello, Dialler dialler) {
        this.links = links;
        this.controller = controller;
        this.hello = hello;
        this.dialler = dialler;
    }

    /** Prepares a connection that is about to be made. */
    void begin(Channel fresh) {
        channel = fresh;
        fresh.pipeline().addLast(reader, this);
    }

    /** It will not come about, for this reason; the first one counts. */
    void failed(String reason) {
        failure = failure == null ? reason : failure;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        patience = context.executor()
                .schedule(
                        () -> {
                            failed("nothing has answered within " + Visitor.PATIENCE_SECONDS + " seconds");
                            Blocks.close(context);
                        },
                        Visitor.PATIENCE_SECONDS,
                        TimeUnit.SECONDS);
        if (context.pipeline().get(SslHandler.class) == null) {
            greet(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                greet(context);
            } else {
                failed(reason(handshake.cause()));
                Blocks.close(context);
            }
        }
    }

    private void greet(ChannelHandlerContext context) {
        Blocks.send(context.channel(), hello.toBytes());
    }

    private void answered(byte[] block) {
        Channel open = Objects.requireNonNull(channel);
        Welcome welcome = Welcome.of(block);
        stopWaiting();
        if (!welcome.refusal().isEmpty()) {
            failed("it has refused: " + welcome.refusal());
            Blocks.close(open);
            return;
        }
        boolean encrypts = open.pipeline().get(SslHandler.class) != null;
        Connection connection = new Connection(open, hello.kind(), controller, links.form(), links.counts(), encrypts);
        open.pipeline().replace(this, null, new Traffic(links, connection));
        Blocks.onClose(
                open, () -> dialler.ended(open, connection, connection.isGivenUp() ? "nothing gets through" : CLOSED));
        reader.become(links.form().longest(hello.kind()), frame -> links.arrived(connection, frame));
        dialler.welcomed();
        links.connected(connection);
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel(false);
        }
    }

    /** What has gone wrong, for people. */
    static String reason(Throwable failure) {
        if (failure instanceof ClosedChannelException) {
            return CLOSED;
        }
        if (failure instanceof NotSslRecordException) {
            return "what answers there does not speak TLS";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopWaiting();
        dialler.ended(context.channel(), null, failure == null ? CLOSED : failure);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed(reason(cause));
        Blocks.close(context);
    }
}
