package io.stoker.task;

import org.jspecify.annotations.Nullable;

/**
 * The meanings of names in a kernel's language. Each language has one, found by {@link java.util.ServiceLoader}, so
 * that a name no task could read is refused where a task is made, far from any kernel. It must be quick, and load
 * nothing of the language itself.
 */
public interface Language {

    /**
     * The meaning of an identifier in the language itself, apart from any namespace.
     *
     * @param name an identifier of Java's
     * @return as "a word of Groovy" or "the class java.lang.String"; null if a namespace may have it
     */
    @Nullable
    String meaning(String name);
}
