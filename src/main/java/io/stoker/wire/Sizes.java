package io.stoker.wire;

import akka.actor.typed.ActorRef;
import io.stoker.task.Block;
import io.stoker.task.Payload;
import io.stoker.task.Utf8;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many bytes messages take on the wire, without encoding them. */
public final class Sizes {
    /** The most that CBOR puts before a text, block, list or map, and enough for a field or a small number. */
    private static final long LEAST = 5;
    /** A long text is written in chunks, none of which but the last is shorter. */
    private static final long CHUNK = 1_000;
    /** The name of a message's class, and what else goes with it in a frame. */
    private static final long CLASS = 64;
    /** A number in an array of such. */
    private static final long NUMBER = 1 + Long.BYTES;
    /** What an actor's path has before and behind it when it travels: its node's address, and its own number. */
    private static final long ADDRESS = 128;

    /** What a block has beside its bytes: the names of its two fields, and two numbers. */
    private static final long BLOCK = 24;

    private static final long ID = 2 * Long.BYTES;

    private Sizes() {}

    /**
     * A little more than what a message takes that consists of texts, blocks, numbers, payloads, actors, and lists of
     * such.
     */
    public static long of(WireMessage message) {
        return CLASS + ofPart(message);
    }

    /** What an item of a channel {@linkplain WireMessage#size() says} of itself. */
    public static long ofItem(Object item) {
        return ((WireMessage) item).size();
    }

    private static long ofPart(@Nullable Object part) {
        long size = LEAST;
        if (part instanceof String text) {
            long bytes = Utf8.length(text);
            size += bytes + LEAST * (bytes / CHUNK);
        } else if (part instanceof byte[] bytes) {
            size += bytes.length;
        } else if (part instanceof long[] numbers) {
            size += NUMBER * numbers.length;
        } else if (part instanceof Long) {
            size += Long.BYTES;
        } else if (part instanceof ActorRef<?> actor) {
            size += ADDRESS + Utf8.length(actor.path().toString());
        } else if (part instanceof Enum<?> constant) {
            size += constant.name().length();
        } else if (part instanceof UUID) {
            size += ID;
        } else if (part instanceof Block block) {
            size += BLOCK + block.size();
        } else if (part instanceof Payload payload) {
            size += payload.inlineBytes();
        } else if (part instanceof Collection<?> all) {
            size += all.stream().mapToLong(Sizes::ofPart).sum();
        } else if (part instanceof Map<?, ?> map) {
            size += ofPart(map.keySet()) + ofPart(map.values());
        } else if (part instanceof Record record) {
            for (Flaws.Part one : Flaws.parts(record)) {
                size += LEAST + one.name().length() + ofPart(one.of(record));
            }
        }
        return size;
    }
}
