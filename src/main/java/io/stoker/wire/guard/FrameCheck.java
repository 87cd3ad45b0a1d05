package io.stoker.wire.guard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Looks at the bytes of a connection before Akka does: Akka gathers a frame of whatever length it is said to have,
 * keeps paths as long as they are, waits up to a second for an actor below {@code /remote}, and begins all its streams
 * anew for a message that is for nobody. Not thread-safe.
 *
 * <p>A connection begins with {@code AKKA} and the number of its stream, and goes on with frames: their length in four
 * bytes, and a header with the sender, the recipient and the name of the message. Numbers are little-endian.
 */
public final class FrameCheck {
    private static final byte[] MAGIC = "AKKA".getBytes(StandardCharsets.US_ASCII);
    private static final int OPENING = MAGIC.length + 1;
    private static final int LAST_STREAM = 3;
    private static final int LENGTH = 4;
    private static final int FIXED_PART = 28;
    private static final int FLAGS = 1;
    private static final int SERIALIZER = 12;
    private static final int SENDER = 16;
    private static final int RECIPIENT = 20;
    private static final int MANIFEST = 24;
    private static final int ARTERY = 17;
    /** A tag that stands for a number known to both ends, and not for a text in the frame. */
    private static final int COMPRESSED = 0xFF000000;

    private static final int LONGEST_PATH = 1_024;
    private static final int LONGEST_MANIFEST = 256;
    private static final int LONGEST_HEADER = FIXED_PART + 3 * 2 + 2 * LONGEST_PATH + LONGEST_MANIFEST;

    private final int longest;
    private final byte[] kept = new byte[LONGEST_HEADER];
    /** How many bytes are kept of what is read now. */
    private int filled;
    /** How many are to be kept before they can be looked at. */
    private int wanted = OPENING;

    private boolean opened;
    /** Of the frame that is read now; -1 while its length is not known. */
    private int length = -1;
    /** How many of the frame's bytes are still to come, of which nothing more is to be seen. */
    private int skipped;

    /** @param longest the bytes of the longest frame */
    public FrameCheck(int longest) {
        this.longest = longest;
    }

    /**
     * Looks at what has come next.
     *
     * @param bytes from its position to its limit, neither of which changes
     * @throws RefusedException if a node of ours does not send that; the connection is to be closed then
     */
    public void look(ByteBuffer bytes) {
        ByteBuffer left = bytes.duplicate();
        while (left.hasRemaining()) {
            if (skipped > 0) {
                int step = Math.min(skipped, left.remaining());
                left.position(left.position() + step);
                skipped -= step;
            } else {
                int step = Math.min(wanted - filled, left.remaining());
                left.get(kept, filled, step);
                filled += step;
            }
            while (skipped == 0 && filled == wanted) {
                next();
            }
        }
    }

    /** As much is there as was wanted. */
    private void next() {
        ByteBuffer part = ByteBuffer.wrap(kept, 0, filled).order(ByteOrder.LITTLE_ENDIAN);
        if (!opened) {
            checkOpening();
            opened = true;
            begin(LENGTH);
        } else if (length < 0) {
            length = part.getInt(0);
            if (length < FIXED_PART || length > longest) {
                throw new RefusedException("a frame of " + length + " bytes");
            }
            begin(FIXED_PART);
        } else {
            int needed = header(part);
            if (needed > Math.min(length, LONGEST_HEADER)) {
                throw new RefusedException("a frame whose header does not fit into it");
            }
            if (needed > filled) {
                wanted = needed;
                return;
            }
            skipped = length - filled;
            length = -1;
            begin(LENGTH);
        }
    }

    private void begin(int bytes) {
        filled = 0;
        wanted = bytes;
    }

    private void checkOpening() {
        for (int i = 0; i < MAGIC.length; i++) {
            if (kept[i] != MAGIC[i]) {
                throw new RefusedException("a connection that does not begin as those of nodes do");
            }
        }
        if (kept[MAGIC.length] < 1 || kept[MAGIC.length] > LAST_STREAM) {
            throw new RefusedException("a connection for a stream that there is not");
        }
    }

    /**
     * Looks at as much of a header as is there.
     *
     * @return how many bytes it takes to see more, or all if that many are there
     */
    private int header(ByteBuffer part) {
        if (part.get(FLAGS) != 0) {
            throw new RefusedException("a frame with metadata");
        }
        int at = FIXED_PART;
        for (int tag : new int[] {SENDER, RECIPIENT, MANIFEST}) {
            if ((part.getInt(tag) & COMPRESSED) != 0) {
                continue;
            }
            if (at + 2 > filled) {
                return at + 2;
            }
            int characters = part.getShort(at);
            if (characters < 0 || characters > (tag == MANIFEST ? LONGEST_MANIFEST : LONGEST_PATH)) {
                throw new RefusedException("a frame with a name of " + characters + " characters");
            }
            if (at + 2 + characters > filled) {
                return at + 2 + characters;
            }
            if (tag == RECIPIENT) {
                checkRecipient(new String(kept, at + 2, characters, StandardCharsets.US_ASCII), part);
            }
            at += 2 + characters;
        }
        return filled;
    }

    private static void checkRecipient(String path, ByteBuffer part) {
        if (path.isEmpty() && part.getInt(SERIALIZER) != ARTERY) {
            throw new RefusedException("a message for nobody");
        }
        String below = path.substring(Math.max(0, path.indexOf('/', path.indexOf("://") + 3)));
        if (below.equals("/remote") || below.startsWith("/remote/")) {
            throw new RefusedException("a message for an actor that another node has made here");
        }
    }
}
