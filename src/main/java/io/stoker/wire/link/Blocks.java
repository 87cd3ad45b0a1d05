package io.stoker.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundInvoker;

/** What connections carry, and their end. What fails here ends the connection, of which its last handler hears. */
final class Blocks {
    private Blocks() {}

    private static ByteBuf block(Channel to, byte[] bytes) {
        return to.alloc()
                .buffer(Integer.BYTES + bytes.length)
                .writeInt(bytes.length)
                .writeBytes(bytes);
    }

    /** Sends a block with its length before it. */
    static void send(Channel to, byte[] bytes) {
        var unused = to.writeAndFlush(block(to, bytes));
    }

    /** Sends a block, and then closes. */
    static void sendLast(Channel to, byte[] bytes) {
        var unused = to.writeAndFlush(block(to, bytes)).addListener(ChannelFutureListener.CLOSE);
    }

    static void close(ChannelOutboundInvoker connection) {
        var unused = connection.close();
    }

    /** Closes without a word to the other end, which may not listen. */
    static void closeAtOnce(Channel connection) {
        var unused = connection.pipeline().firstContext().close();
    }

    /** Has this done when a connection has ended, or at once. */
    static void onClose(Channel connection, Runnable then) {
        var unused = connection.closeFuture().addListener(closed -> then.run());
    }
}
