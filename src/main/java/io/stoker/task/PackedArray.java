package io.stoker.task;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An array of primitives, which travels as one block of its elements' bytes, big end first.
 *
 * @param tag says in the bytes which array it is
 * @param type the array's class
 * @param width bytes an element
 * @param make makes an array of a length
 * @param put copies the array's elements into the block
 * @param get copies the block into an array of fitting length
 */
record PackedArray<A>(
        int tag,
        Class<A> type,
        int width,
        IntFunction<A> make,
        BiConsumer<ByteBuffer, A> put,
        BiConsumer<ByteBuffer, A> get) {
    static final Map<Class<?>, PackedArray<?>> BY_CLASS =
            all().collect(Collectors.toUnmodifiableMap(PackedArray::type, Function.identity()));
    static final Map<Integer, PackedArray<?>> BY_TAG =
            all().collect(Collectors.toUnmodifiableMap(PackedArray::tag, Function.identity()));

    private static Stream<PackedArray<?>> all() {
        return Stream.of(
                new PackedArray<>(
                        Tags.SHORTS,
                        short[].class,
                        2,
                        short[]::new,
                        (b, a) -> b.asShortBuffer().put(a),
                        (b, a) -> b.asShortBuffer().get(a)),
                new PackedArray<>(
                        Tags.CHARS,
                        char[].class,
                        2,
                        char[]::new,
                        (b, a) -> b.asCharBuffer().put(a),
                        (b, a) -> b.asCharBuffer().get(a)),
                new PackedArray<>(
                        Tags.INTS,
                        int[].class,
                        4,
                        int[]::new,
                        (b, a) -> b.asIntBuffer().put(a),
                        (b, a) -> b.asIntBuffer().get(a)),
                new PackedArray<>(
                        Tags.LONGS,
                        long[].class,
                        8,
                        long[]::new,
                        (b, a) -> b.asLongBuffer().put(a),
                        (b, a) -> b.asLongBuffer().get(a)),
                new PackedArray<>(
                        Tags.FLOATS,
                        float[].class,
                        4,
                        float[]::new,
                        (b, a) -> b.asFloatBuffer().put(a),
                        (b, a) -> b.asFloatBuffer().get(a)),
                new PackedArray<>(
                        Tags.DOUBLES,
                        double[].class,
                        8,
                        double[]::new,
                        (b, a) -> b.asDoubleBuffer().put(a),
                        (b, a) -> b.asDoubleBuffer().get(a)),
                new PackedArray<>(
                        Tags.BOOLEANS,
                        boolean[].class,
                        1,
                        boolean[]::new,
                        PackedArray::putBooleans,
                        PackedArray::getBooleans));
    }

    byte[] pack(Object array, int length) {
        ByteBuffer block = ByteBuffer.allocate(length * width);
        packInto(block, array);
        return block.array();
    }

    void packInto(ByteBuffer block, Object array) {
        put.accept(block, type.cast(array));
    }

    A unpack(byte[] block) {
        return unpack(ByteBuffer.wrap(block));
    }

    A unpack(ByteBuffer block) {
        if (block.remaining() % width != 0) {
            throw new MalformedValueException(
                    "a block of " + block.remaining() + " bytes cannot be read as " + type.getSimpleName());
        }
        A array = make.apply(block.remaining() / width);
        get.accept(block, array);
        return array;
    }

    private static void putBooleans(ByteBuffer block, boolean[] array) {
        for (boolean element : array) {
            block.put((byte) (element ? 1 : 0));
        }
    }

    private static void getBooleans(ByteBuffer block, boolean[] array) {
        for (int i = 0; i < array.length; i++) {
            array[i] = block.get() != 0;
        }
    }
}
