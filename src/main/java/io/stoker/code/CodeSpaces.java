package io.stoker.code;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.WeakHashMap;

/**
 * The code spaces of one session of a client: one for each class loader whose classes it sends. They do not keep the
 * class loaders alive. Safe for many threads.
 */
public final class CodeSpaces {
    private final Map<ClassLoader, CodeSpace> spaces = new WeakHashMap<>();

    /** The space of the classes that this loader finds, its parents' included. */
    public synchronized CodeSpace of(ClassLoader loader) {
        return spaces.computeIfAbsent(loader, CodeSpace::new);
    }

    /** The space with this identity, if it is one of this session. */
    public synchronized Optional<CodeSpace> find(UUID id) {
        return spaces.values().stream().filter(space -> space.id().equals(id)).findFirst();
    }
}
