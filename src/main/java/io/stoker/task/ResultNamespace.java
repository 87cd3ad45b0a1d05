package io.stoker.task;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pulled values of a task under their names. Prints as {@code NS{'a': 17, 'foo': [0, 1, 2]}}. */
public final class ResultNamespace {
    private final Map<String, @Nullable Object> values;

    ResultNamespace(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /**
     * The value under {@code name}.
     *
     * @throws IllegalArgumentException if {@code name} is null
     * @throws NoSuchElementException if the task did not pull it; the message lists what it did pull
     */
    public @Nullable Object get(String name) {
        Arguments.given(name, "get needs a name");
        if (!values.containsKey(name)) {
            String alike = Names.alike(name, values.keySet());
            throw new NoSuchElementException("the task did not pull '" + Names.shown(name) + "'; it pulled "
                    + values.keySet() + (alike.isEmpty() ? "" : "; " + alike));
        }
        return values.get(name);
    }

    /** The names that were pulled. */
    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public String toString() {
        return "NS" + Printed.value(values);
    }
}
