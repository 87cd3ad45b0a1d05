package io.stoker.wire.link;

import akka.actor.Address;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.stoker.wire.channel.Frame;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose ends know each other. What any thread sends is written by the thread of the connections, all that
 * there is at a time, and flushed once.
 */
final class Connection {
    /** Frames with items that wait to be written, with up to some 256 KiB each. */
    private static final int MOST_WAITING = 32;
    /** All that wait. Those without items are small, and beyond this they are lost. */
    private static final int MOST = 4_096;
    /** So many bytes are written together. */
    private static final int GATHERED = 64 << 10;

    private static final int FIRST_CAPACITY = 4 << 10;

    private final Channel channel;
    private final Kind kind;
    private final Address peer;
    private final FrameForm form;
    private final LinkCounts counts;
    private final boolean encrypts;
    private final long since = System.nanoTime();
    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean rung = new AtomicBoolean();
    /** The loop's. */
    private boolean isWriting;

    private volatile boolean isGivenUp;

    private record Outgoing(SocketLink<?> link, Frame<?> frame) {}

    /** @param encrypts whether what is written is encrypted by this JVM, which is done in arrays */
    Connection(Channel channel, Kind kind, Address peer, FrameForm form, LinkCounts counts, boolean encrypts) {
        this.channel = channel;
        this.kind = kind;
        this.peer = peer;
        this.form = form;
        this.counts = counts;
        this.encrypts = encrypts;
    }

    Kind kind() {
        return kind;
    }

    /** The address of the node at the other end. */
    Address peer() {
        return peer;
    }

    /** The tick at which it was made. */
    long since() {
        return since;
    }

    /** Whether one more frame with items would not wait long. */
    boolean hasRoom() {
        return waiting.get() < MOST_WAITING;
    }

    /** Sends a frame, or loses it; any thread. */
    void send(SocketLink<?> link, Frame<?> frame) {
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            return;
        }
        queue.add(new Outgoing(link, frame));
        if (rung.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(this::ring);
            } catch (RejectedExecutionException e) {
                rung.set(false); // the ActorSystem ends, and all its connections do
            }
        }
    }

    private void ring() {
        rung.set(false);
        write();
    }

    /**
     * Writes what there is, as far as the other end takes it; only for the loop, which calls this when it takes more.
     */
    void write() {
        if (isWriting) {
            return;
        }
        isWriting = true;
        try {
            while (channel.isWritable() && !queue.isEmpty()) {
                gather();
                channel.flush();
            }
        } finally {
            isWriting = false;
        }
    }

    private void gather() {
        ByteBuf out = buffer(FIRST_CAPACITY);
        while (out.readableBytes() < GATHERED) {
            Outgoing next = queue.poll();
            if (next == null) {
                break;
            }
            waiting.decrementAndGet();
            byte[] block = bytes(next.frame());
            if (block == null) {
                next.link().tell(next.frame()); // Akka says what is wrong, and to whom it would have gone
            } else {
                out.ensureWritable(Integer.BYTES + block.length);
                out.writeInt(block.length).writeBytes(block);
            }
        }
        counts.sent(out.readableBytes());
        var unused = channel.write(out, channel.voidPromise());
    }

    /** A frame as it is written; null for one that cannot be, or is too long. */
    private byte @Nullable [] bytes(Frame<?> frame) {
        try {
            byte[] block = form.write(frame);
            return block.length <= form.longest(kind) ? block : null;
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private ByteBuf buffer(int capacity) {
        return encrypts ? channel.alloc().heapBuffer(capacity) : channel.alloc().directBuffer(capacity);
    }

    /** Ends it, as nothing gets through; any thread. */
    void giveUp() {
        isGivenUp = true;
        Blocks.close(channel);
    }

    /** Whether it has ended as nothing got through. */
    boolean isGivenUp() {
        return isGivenUp;
    }

    /** Ends it; any thread. */
    void close() {
        Blocks.close(channel);
    }
}
