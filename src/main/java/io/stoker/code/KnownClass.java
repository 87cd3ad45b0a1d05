package io.stoker.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A class of a space, whose class file has been read, and those it refers to. It knows the class by its name only, as
 * {@code com/acme/Pricer}, so that the class can be unloaded.
 */
final class KnownClass {
    private final String name;
    private final int checksum;
    private final List<KnownClass> references = new ArrayList<>();
    private @Nullable CodeBundle bundle;

    KnownClass(String name, byte[] classFile) {
        this.name = name;
        checksum = checksum(classFile);
    }

    String name() {
        return name;
    }

    /** Whether this is its class file, as far as a checksum can tell. */
    boolean matches(byte[] classFile) {
        return checksum == checksum(classFile);
    }

    void refersTo(KnownClass other) {
        references.add(other);
    }

    /** Once, when it has been packed. */
    void packedIn(CodeBundle packed) {
        bundle = packed;
    }

    /** The bundles of these classes and all they can reach. */
    static Set<CodeBundle> bundles(Collection<KnownClass> roots) {
        Set<CodeBundle> bundles = new LinkedHashSet<>();
        Set<KnownClass> seen = new HashSet<>(roots);
        Deque<KnownClass> left = new ArrayDeque<>(roots);
        for (KnownClass next = left.poll(); next != null; next = left.poll()) {
            if (next.bundle != null) {
                bundles.add(next.bundle);
            }
            for (KnownClass other : next.references) {
                if (seen.add(other)) {
                    left.add(other);
                }
            }
        }
        return bundles;
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
