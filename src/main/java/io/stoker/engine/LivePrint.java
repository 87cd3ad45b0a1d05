package io.stoker.engine;

import io.stoker.kernel.Output;
import io.stoker.wire.ToCaller;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a direct call prints while it runs: gathered until it is taken, so that a flood of small prints is not a flood
 * of messages, and cut, so that a flood of output is none either. Thread-safe.
 */
final class LivePrint implements Output.Listener {
    /** How many characters wait to be taken; what is printed beyond them is left out. */
    private static final int MOST = 64 << 10;

    private final long call;
    private final Decoder out = new Decoder();
    private final Decoder err = new Decoder();
    private final List<Part> parts = new ArrayList<>();
    private int waiting;
    private long left;

    private record Part(boolean error, StringBuilder text) {}

    LivePrint(long call) {
        this.call = call;
    }

    @Override
    public synchronized void printed(boolean error, byte[] bytes, int offset, int length) {
        int fits = Math.min(length, MOST - waiting);
        left += length - Math.max(0, fits);
        if (fits <= 0) {
            return;
        }
        int last = parts.size() - 1;
        if (last < 0 || parts.get(last).error() != error) {
            parts.add(new Part(error, new StringBuilder()));
            last++;
        }
        CharSequence text = (error ? err : out).decode(bytes, offset, fits);
        parts.get(last).text().append(text);
        // Each part is a message, and costs as much as some text.
        waiting += text.length() + 16;
    }

    /** What was printed since this was asked last. */
    synchronized List<ToCaller.Printed> take() {
        List<ToCaller.Printed> taken = new ArrayList<>();
        parts.forEach(part ->
                taken.add(new ToCaller.Printed(call, part.error(), part.text().toString())));
        if (left > 0) {
            String note = "\n[stoker] " + left + " bytes were printed too fast to be shown\n";
            taken.add(new ToCaller.Printed(call, true, note));
        }
        parts.clear();
        waiting = 0;
        left = 0;
        return taken;
    }

    /** Keeps the first half of a character until the other one comes. */
    private static final class Decoder {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] half = new byte[0];

        CharSequence decode(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(half.length + length).put(half).put(bytes, offset, length);
            in.flip();
            CharBuffer text = CharBuffer.allocate(in.remaining());
            decoder.decode(in, text, false);
            half = new byte[in.remaining()];
            in.get(half);
            return text.flip();
        }
    }
}
