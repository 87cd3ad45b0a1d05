package io.stoker.task;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RecordValue} consists of. Groovy reads {@code p.name} from a private field {@code name} of the class of
 * {@code p} before it asks for the component, but from no private field of a class above it.
 */
abstract class RecordContent implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String typeName;

    @SuppressWarnings("serial") // the map is one of the JDK's, and its values are those that travel
    private final Map<String, @Nullable Object> components;

    RecordContent(String typeName, Map<String, @Nullable Object> components) {
        this.typeName = typeName;
        this.components = components;
    }

    /** The name of the record's class, as {@code com.acme.Point}. */
    public String typeName() {
        return typeName;
    }

    /** The components by their names, in their order; unmodifiable. */
    public Map<String, @Nullable Object> components() {
        return components;
    }
}
