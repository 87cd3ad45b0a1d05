package io.stoker.wire.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one thread of an ActorSystem's connections, which begins with the first of them, and sleeps in the quiet. */
final class Loop {
    private static final int PAGE = 8 << 10;
    /** Memory is taken from the system in chunks of a page doubled so often: 512 KiB. */
    private static final int DOUBLINGS = 6;

    private static final long END_MILLIS = 1_000;

    private final NioEventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("stoker-link", true));
    private final ByteBufAllocator memory = new PooledByteBufAllocator(
            true,
            1,
            1,
            PAGE,
            DOUBLINGS,
            PooledByteBufAllocator.defaultSmallCacheSize(),
            PooledByteBufAllocator.defaultNormalCacheSize(),
            false);

    /** All connections are its. */
    NioEventLoopGroup group() {
        return group;
    }

    EventLoop thread() {
        return group.next();
    }

    /** Where what is written, and what has come, waits. */
    ByteBufAllocator memory() {
        return memory;
    }

    /** Ends all connections, and returns at once. */
    void close() {
        var unused = group.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS);
    }
}
