package io.stoker.wire.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;

/** The end of a connection's pipeline once its ends know each other: frames go in and out. */
final class Traffic extends ChannelInboundHandlerAdapter {
    private final SocketLinks links;
    private final Connection connection;

    Traffic(SocketLinks links, Connection connection) {
        this.links = links;
        this.connection = connection;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.write();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        links.disconnected(connection);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) { // which is no more than that it has been cut
            links.refused().log("ended a connection for frames of the node at " + connection.peer() + ": " + cause);
        }
        Blocks.close(context);
    }
}
