package io.stoker.kernel;

import io.stoker.task.Utf8;
import java.util.Arrays;
import java.util.Locale;

/** The last bytes of a stream, in a ring that grows to its capacity and no further. */
final class Tail {
    private static final int NOTE = 64;

    private final int capacity;
    private byte[] ring = new byte[0];
    private long written;

    Tail(int capacity) {
        this.capacity = capacity;
    }

    synchronized void write(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, capacity);
        written += length - kept;
        makeRoom(written + kept);
        int position = (int) (written % ring.length);
        int first = Math.min(kept, ring.length - position);
        System.arraycopy(bytes, offset + length - kept, ring, position, first);
        System.arraycopy(bytes, offset + length - kept + first, ring, 0, kept - first);
        written += kept;
    }

    /** How many bytes are kept. */
    synchronized int size() {
        return (int) Math.min(written, capacity);
    }

    /** As {@link #text}, and how many bytes were written by then. */
    synchronized Output.Printed printed(int maxBytes) {
        return new Output.Printed(text(maxBytes), written);
    }

    /**
     * The end of the stream as text of at most {@code maxBytes} bytes, opened by a line that says how much is gone
     * before it, if any is.
     */
    synchronized String text(int maxBytes) {
        if (written <= Math.min(maxBytes, capacity)) {
            return Utf8.decode(ring, 0, (int) written);
        }
        byte[] end = last(Math.min(maxBytes, capacity) - NOTE);
        int start = 0;
        while (start < end.length && start < 3 && Utf8.isContinuation(end[start])) {
            start++;
        }
        String note =
                String.format(Locale.ROOT, "… %,d bytes before this were dropped …%n", written - end.length + start);
        return note + Utf8.decode(end, start, end.length - start);
    }

    private byte[] last(int count) {
        byte[] bytes = new byte[count];
        int position = (int) ((written - count) % ring.length);
        int first = Math.min(count, ring.length - position);
        System.arraycopy(ring, position, bytes, 0, first);
        System.arraycopy(ring, 0, bytes, first, count - first);
        return bytes;
    }

    private void makeRoom(long needed) {
        if (needed > ring.length && ring.length < capacity) {
            ring = Arrays.copyOf(ring, (int) Math.min(capacity, Math.max(256, 2 * needed)));
        }
    }
}
