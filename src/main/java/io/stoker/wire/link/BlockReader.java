package io.stoker.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.stoker.task.MalformedException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what comes on a connection into blocks. Memory is taken for a block when its length is known to be allowed, and
 * for one at a time. A {@link MalformedException} goes to the next handler, which is to close the connection; nothing
 * that comes after it is read.
 */
final class BlockReader extends ChannelInboundHandlerAdapter {
    private static final int BYTE_BITS = 8;
    private static final int BYTE = 0xFF;

    private Consumer<byte[]> taker;
    private int longest;
    /** How many bytes of the length, and then of the block, have come. */
    private int filled;

    private int length;
    private byte @Nullable [] block;
    private boolean isOver;

    /**
     * A reader for the beginning of a connection.
     *
     * @param longest the most bytes of a block
     * @param taker gets the blocks; what it throws goes to the next handler
     */
    BlockReader(int longest, Consumer<byte[]> taker) {
        this.longest = longest;
        this.taker = taker;
    }

    /** From the next block on. */
    void become(int newLongest, Consumer<byte[]> newTaker) {
        longest = newLongest;
        taker = newTaker;
    }

    /** Nothing is read any more. */
    void stop() {
        isOver = true;
        block = null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (!isOver && in.isReadable()) {
                step(in);
            }
        } catch (RuntimeException e) {
            stop();
            context.fireExceptionCaught(e);
        } finally {
            in.release();
        }
    }

    private void step(ByteBuf in) {
        if (block == null) {
            length = length << BYTE_BITS | (in.readByte() & BYTE);
            filled++;
            if (filled == Integer.BYTES) {
                begin();
            }
            return;
        }
        int count = Math.min(block.length - filled, in.readableBytes());
        in.readBytes(block, filled, count);
        filled += count;
        if (filled == block.length) {
            byte[] whole = block;
            block = null;
            filled = 0;
            length = 0;
            taker.accept(whole);
        }
    }

    private void begin() {
        if (length <= 0 || length > longest) {
            throw new MalformedException("a block of " + Integer.toUnsignedString(length) + " bytes, where there are "
                    + longest + " at most");
        }
        block = new byte[length];
        filled = 0;
    }
}
