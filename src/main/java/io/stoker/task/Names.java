package io.stoker.task;

/** The rule for names in an engine's namespace. */
public final class Names {
    /** More than anybody types, and far below what could still be sent. */
    private static final int MAX_LENGTH = 1_000;

    private static final int SHOWN = 40;

    private Names() {}

    /**
     * Refuses what no kernel's language could name, saying which call it was given to.
     *
     * @throws IllegalArgumentException if it is no identifier
     */
    public static void requireIdentifier(String name, String call) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    call + " needs a name, not " + (name == null ? "null" : "an empty string"));
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(call + " needs a name of at most " + MAX_LENGTH + " characters, and '"
                    + name.substring(0, SHOWN) + "…' has " + name.length());
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
