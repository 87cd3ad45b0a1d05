package io.stoker.task;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that arguments are: none if there are none, and else {@code version, count}, and as many names as there is
 * room for, each with its value or, of a large one, a 0 and its size. So much is the head. The large values follow, and
 * then the other names with their values. A value is a 0 and its bytes, or the place of a stored value, from 1 on.
 */
final class ArgumentsCodec {
    private static final int VERSION = 1;
    private static final int OMITTED = 0;
    /** A value that is not in the store. */
    static final int HERE = 0;
    /** What a name and the size of a value take at most, beside the name itself. */
    private static final int EACH = 16;

    private static final Payload TO_FOLLOW = Payload.of(new byte[0]);

    private ArgumentsCodec() {}

    /** @param stored the stored values among them */
    static Block pack(Map<String, Payload> arguments, List<StoredValue> stored) {
        if (arguments.isEmpty()) {
            return Block.EMPTY;
        }
        Packer out = new Packer();
        out.octet(VERSION);
        out.number(arguments.size());
        Iterator<Entry<String, Payload>> entries = arguments.entrySet().iterator();
        List<Payload> toFollow = new ArrayList<>(0);
        Entry<String, Payload> next = packHead(entries, toFollow, out);
        int head = out.size();
        toFollow.forEach(value -> pack(value, stored, out));
        while (next != null) {
            out.text(next.getKey());
            pack(next.getValue(), stored, out);
            next = entries.hasNext() ? entries.next() : null;
        }
        return Block.of(out.toBytes(), head);
    }

    /**
     * As many as there is room for.
     *
     * @param toFollow is given the values that are too large
     * @return the first one of which not even the name fits; null if there is none
     */
    private static @Nullable Entry<String, Payload> packHead(
            Iterator<Entry<String, Payload>> entries, List<Payload> toFollow, Packer out) {
        long room = Origin.MOST_ARGUMENTS;
        while (entries.hasNext()) {
            Entry<String, Payload> entry = entries.next();
            room -= EACH + Utf8.length(entry.getKey());
            if (room < 0) {
                return entry;
            }
            out.text(entry.getKey());
            Payload value = entry.getValue();
            if (value instanceof Payload.Inline inline
                    && inline.bytes().length <= Math.min(Origin.LARGEST_ARGUMENT, room)) {
                out.number(inline.bytes().length + 1);
                out.bytes(inline.bytes(), 0, inline.bytes().length);
                room -= inline.bytes().length;
            } else {
                out.number(OMITTED);
                out.number(value instanceof StoredValue stored ? stored.size() : value.inlineBytes());
                toFollow.add(value);
            }
        }
        return null;
    }

    static void pack(Payload value, List<StoredValue> stored, Packer out) {
        if (value instanceof Payload.Inline inline) {
            out.number(HERE);
            out.block(inline.bytes());
        } else {
            out.number(stored.indexOf(value) + 1);
        }
    }

    /**
     * The arguments, in order.
     *
     * @throws MalformedException if these bytes are none
     */
    static Map<String, Payload> unpack(Block block, List<StoredValue> stored) {
        if (block.isEmpty()) {
            return Map.of();
        }
        Map<String, Payload> arguments = new LinkedHashMap<>();
        List<String> toFollow = new ArrayList<>(0);
        int count = unpackHead(block, (name, value, size) -> {
            put(name, value == null ? TO_FOLLOW : Payload.of(value), arguments);
            if (value == null) {
                toFollow.add(name);
            }
        });
        Unpacker in = new Unpacker(block.bytes(), block.head(), block.size());
        toFollow.forEach(name -> arguments.put(name, value(in, stored)));
        while (in.left() > 0) {
            put(in.text(), value(in, stored), arguments);
        }
        if (arguments.size() != count) {
            throw new MalformedException(count + " arguments were announced, and there are " + arguments.size());
        }
        return arguments;
    }

    static void put(String name, Payload value, Map<String, Payload> arguments) {
        if (arguments.put(name, value) != null) {
            throw new MalformedException("there are two values '" + Names.shown(name) + "'");
        }
    }

    static Payload value(Unpacker in, List<StoredValue> stored) {
        int place = in.integer();
        if (place < 0 || place > stored.size()) {
            throw new MalformedException("there is no value " + place + " among " + stored.size());
        }
        return place == HERE ? Payload.of(in.block()) : stored.get(place - 1);
    }

    private interface Shown {
        /** @param value null if it is large */
        void of(String name, byte @Nullable [] value, long size);
    }

    /** @return how many arguments there are in all */
    private static int unpackHead(Block block, Shown each) {
        Unpacker in = new Unpacker(block.bytes(), 0, block.head());
        in.requireVersion(VERSION);
        int count = in.integer();
        while (in.left() > 0) {
            String name = in.text();
            int length = in.integer();
            if (length == OMITTED) {
                each.of(name, null, in.number());
            } else {
                each.of(name, in.bytes(length - 1), length - 1);
            }
        }
        return count;
    }

    /** What the head tells: decoded values, and sizes of the large ones. */
    static Map<String, @Nullable Object> shown(Block block) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        if (!block.isEmpty()) {
            unpackHead(
                    block,
                    (name, value, size) ->
                            shown.put(name, value == null ? new OmittedValue(size) : Values.decode(value)));
        }
        return shown;
    }
}
