package io.stoker.code;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who may have a class that neither the bundles of a space nor the engine have. */
@FunctionalInterface
public interface ClassSource {
    /**
     * The class file.
     *
     * @param name of the class, as {@code com.acme.Pricer}
     * @return null if there is no such class
     * @throws Exception if it could not be found out; it becomes the cause of the {@link ClassNotFoundException}
     */
    byte @Nullable [] classFile(UUID space, String name) throws Exception;
}
