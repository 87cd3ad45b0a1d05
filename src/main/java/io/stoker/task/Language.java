package io.stoker.task;

import org.jspecify.annotations.Nullable;

/**
 * What a kernel's language says about names. Each language has one, found by {@link java.util.ServiceLoader}, so that a
 * name no task could read is refused where a task is made, far from any kernel. It must be quick, and load nothing of
 * the language itself.
 */
public interface Language {

    /**
     * What an identifier means in the language already, whatever a namespace has under it.
     *
     * @param name an identifier of Java's
     * @return as "a word of Groovy" or "the class java.lang.String"; null if a namespace may have it
     */
    @Nullable
    String meaning(String name);
}
