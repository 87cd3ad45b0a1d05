package io.stoker.task;

/** The rule for names in an engine's namespace. */
final class Names {
    private Names() {}

    /** Refuses what no kernel's language could name, saying which call it was given to. */
    static void requireIdentifier(String name, String call) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    call + " needs a name, not " + (name == null ? "null" : "an empty string"));
        }
        boolean valid = Character.isJavaIdentifierStart(name.charAt(0));
        for (int i = 1; i < name.length() && valid; i++) {
            valid = Character.isJavaIdentifierPart(name.charAt(i));
        }
        if (!valid) {
            throw new IllegalArgumentException(call + " needs an identifier, and '" + name + "' is none");
        }
    }
}
