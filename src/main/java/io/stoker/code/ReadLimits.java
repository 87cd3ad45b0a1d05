package io.stoker.code;

import io.stoker.task.Values;

/**
 * How much of an object is read before it is refused. An array is refused in any case if it claims more elements than
 * there are bytes.
 *
 * <p>An object that is an element, a field or a captured variable of another one lies one level deeper. A list of nodes
 * of which each holds the next is as deep as it is long, so that one of more than {@code depth} nodes must be sent as
 * an {@code ArrayList} of them; {@code LinkedList} and the other collections of the JDK take one level. Maps and sets
 * ask their keys and elements for hash codes, and with sets of two sets each the time for that doubles with each level:
 * some hundred bytes would take years. A value that has any map or set in it may therefore be {@code depthWithHashes}
 * deep only. Sets of many sets each can still take long, and nobody can interrupt that: where bytes may be hostile, the
 * time for them must be bounded as well.
 *
 * @param depth how many levels there may be
 * @param depthWithHashes how many levels there may be in a value that has maps or sets in it
 * @param references how many objects there may be, counting one as often as it is referred to
 * @param bytes how many bytes
 */
public record ReadLimits(int depth, int depthWithHashes, long references, long bytes) {
    /** What an {@link ObjectWriter} holds to as well, so that whatever was sent can be read. */
    public static final ReadLimits DEFAULT = new ReadLimits(200, 20, 20_000_000, Values.MAX_BYTES);
}
