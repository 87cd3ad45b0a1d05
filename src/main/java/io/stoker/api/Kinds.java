package io.stoker.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.task.Names;

/** What a node of JSON is, for people. */
public final class Kinds {
    private Kinds() {}

    /** As "a text" or "null". */
    public static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case BOOLEAN -> node.asText();
            case NUMBER -> "the number " + Names.shown(node.asText());
            case STRING, BINARY -> "a text";
            case NULL, MISSING -> "null";
        };
    }
}
