package io.stoker.code;

import io.stoker.code.BundleSource.Found;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The entries that a space's bundles lack: each is looked for once, as many a library tries again and again whether a
 * class is there that it can do without. Safe for many threads.
 */
final class MissingEntries {
    /** So many are remembered, so that a program that tries random names does not fill the heap. */
    private static final int MOST_REMEMBERED = 10_000;

    private final UUID space;
    private final BundleSource source;
    private final Predicate<StoredValue> known;
    private final Consumer<CodeBundle> taker;
    /** Those that are not there, with the reasons. */
    private final Map<String, String> absent = new ConcurrentHashMap<>();

    /**
     * Remembers nothing yet.
     *
     * @param known whether the space has a bundle already
     * @param taker gets the others
     */
    MissingEntries(UUID space, BundleSource source, Predicate<StoredValue> known, Consumer<CodeBundle> taker) {
        this.space = space;
        this.source = source;
        this.known = known;
        this.taker = taker;
    }

    /**
     * Has the bundles of an entry brought, if there is one.
     *
     * @return why it was not, to follow after "is not there"; empty if it was
     */
    String bring(String entry) {
        if (isOfEngine(entry)) {
            return ": classes of the JDK, of Stoker and of the libraries that functions share with engines are not sent";
        }
        String before = absent.get(entry);
        if (before != null) {
            return before;
        }
        try {
            return brought(entry, source.find(space, entry, known));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "; the wait for the client's answer was interrupted";
        } catch (StokerException e) {
            return "; " + e.getMessage(); // not remembered, as it may be there the next time
        }
    }

    private static boolean isOfEngine(String entry) {
        return ClassFile.isClass(entry) && EngineCode.has(ClassFile.nameOf(entry));
    }

    private String brought(String entry, Found found) {
        List<CodeBundle> bundles = found.bundles();
        bundles.forEach(taker);
        if (!bundles.isEmpty()) {
            return "";
        }
        if (absent.size() >= MOST_REMEMBERED) {
            absent.clear();
        }
        String reason = found.refusal().isEmpty()
                ? "; nor does the client find it"
                : "; the client does not send it: " + found.refusal();
        absent.put(entry, reason);
        return reason;
    }
}
