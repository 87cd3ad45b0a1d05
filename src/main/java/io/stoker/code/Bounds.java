package io.stoker.code;

import java.io.ObjectInputFilter.FilterInfo;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far the reading of one object has come, and whether that is within the limits. */
final class Bounds {
    private final ReadLimits limits;
    private final long streamBytes;
    private boolean hasHashes;
    private long deepest;

    /**
     * @param streamBytes how many bytes the object has
     * @param hasHashes whether it is known to have maps or sets in it
     */
    Bounds(ReadLimits limits, long streamBytes, boolean hasHashes) {
        this.limits = limits;
        this.streamBytes = streamBytes;
        this.hasHashes = hasHashes;
    }

    /** Whether reading an object of the class asks its parts for hash codes, or compares them. */
    static boolean isHashing(Class<?> type) {
        return Map.class.isAssignableFrom(type) || Set.class.isAssignableFrom(type);
    }

    static String deepForHashes(ReadLimits limits) {
        return "is nested more than " + limits.depthWithHashes() + " levels deep and has maps or sets in it";
    }

    /** Whether it is deeper than it may be if there are maps or sets in it. */
    boolean isDeepForHashes() {
        return deepest > limits.depthWithHashes();
    }

    /** What is exceeded, as "is nested more than 20 levels deep"; null if nothing is. */
    @Nullable
    String exceeded(FilterInfo info) {
        deepest = Math.max(deepest, info.depth());
        hasHashes |= info.serialClass() != null && isHashing(info.serialClass());
        if (deepest > limits.depth()) {
            return "is nested more than " + limits.depth() + " levels deep";
        }
        if (hasHashes && isDeepForHashes()) {
            return deepForHashes(limits);
        }
        if (info.references() > limits.references()) {
            return "refers to more than " + limits.references() + " objects";
        }
        if (info.arrayLength() > streamBytes) {
            return "claims an array of " + info.arrayLength() + " elements in " + streamBytes + " bytes";
        }
        return null;
    }
}
