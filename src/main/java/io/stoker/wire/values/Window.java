package io.stoker.wire.values;

/** How much is under way at once. */
final class Window {
    /** A value travels in parts of so many bytes. */
    static final int CHUNK = 128 * 1024;

    /** So many parts of one value may be sent or asked for and not answered. */
    static final int CHUNKS = 4;

    /** So many values travel at once, each way; the others wait in line. */
    static final int VALUES = 2;

    /** What is not answered by then is repeated, in nanoseconds. */
    static final long REPEAT = 2_000_000_000L;

    private Window() {}

    /** How many bytes the part at {@code offset} has. */
    static int length(long offset, long size) {
        return (int) Math.min(CHUNK, size - offset);
    }
}
