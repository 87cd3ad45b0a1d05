package io.stoker.code;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what a space sends, and remembers what most of it is for. */
final class CodeSize {
    private static final double MEGABYTE = 1 << 20;
    /** Of a name as {@code org/springframework/boot/SpringApplication}, what tells whose it is. */
    private static final int TELLING_PARTS = 2;

    private final long before;
    private long bytes;
    private int entries;
    private final Map<String, Group> groups = new HashMap<>();

    /** Entries whose names begin alike, and the class that led to the first of them. */
    private static final class Group {
        private final @Nullable KnownClass referrer;
        private long bytes;

        Group(@Nullable KnownClass referrer) {
            this.referrer = referrer;
        }
    }

    /** With what was sent before. */
    CodeSize(long before) {
        this.before = before;
    }

    void add(String name, byte[] entry, @Nullable KnownClass referrer) {
        long size = BundleFormat.size(name, entry);
        bytes += size;
        entries++;
        groups.computeIfAbsent(group(name), key -> new Group(referrer)).bytes += size;
    }

    /** Without what was sent before. */
    long bytes() {
        return bytes;
    }

    boolean fits() {
        return before + bytes <= CodeSpace.MOST_BYTES && entries <= BundleFormat.MOST_ENTRIES;
    }

    /** Refuses what is too much. */
    void check() {
        if (!fits()) {
            throw new CodeTooLargeException(String.format(
                    Locale.ROOT,
                    "engines would need %.1f MB of classes and resources in %,d files%s; the limits are %.0f MB for"
                            + " all that one class loader of a session sends, and %,d files. %s Put the function into"
                            + " a small class that refers only to what it uses.",
                    bytes / MEGABYTE,
                    entries,
                    before == 0 ? "" : String.format(Locale.ROOT, " beside the %.1f MB sent before", before / MEGABYTE),
                    CodeSpace.MOST_BYTES / MEGABYTE,
                    BundleFormat.MOST_ENTRIES,
                    largest()));
        }
    }

    private String largest() {
        Map.Entry<String, Group> most = groups.entrySet().stream()
                .max(Map.Entry.comparingByValue((one, other) -> Long.compare(one.bytes, other.bytes)))
                .orElseThrow();
        KnownClass referrer = most.getValue().referrer;
        return String.format(
                Locale.ROOT,
                "%.1f MB of it is %s%s.",
                most.getValue().bytes / MEGABYTE,
                most.getKey().replace('/', '.'),
                referrer == null ? "" : ", to which " + referrer.name().replace('/', '.') + " refers");
    }

    private static String group(String name) {
        int end = -1;
        for (int i = 0; i < TELLING_PARTS; i++) {
            int next = name.indexOf('/', end + 1);
            if (next < 0) {
                break;
            }
            end = next;
        }
        return end < 0 ? name : name.substring(0, end);
    }
}
