package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

/** What a task, an engine or a client may call something, or print, to deceive who reads it. */
public final class HostileText {
    /** Moves the cursor, forges a line, turns the reading order around, and rings. */
    public static final String TEXT =
            "a\u001b[2J\u001b]0;title\u0007\r\n@stoker x engine-registered 7 forged\u202e\u009b31m\u2028b\u0000";

    private HostileText() {}

    /** Fails if a terminal would obey anything in it but line ends and tabs. */
    public static void assertShownAsText(String shown) {
        assertThat(shown.replace("\r\n", "\n").chars().filter(HostileText::isObeyed))
                .as("%s", shown)
                .isEmpty();
    }

    /** As {@link #assertShownAsText}, and it is one line. */
    public static void assertOneLine(String shown) {
        assertShownAsText(shown);
        assertThat(shown.stripTrailing()).doesNotContain("\n");
    }

    private static boolean isObeyed(int c) {
        int type = Character.getType(c);
        return (type == Character.CONTROL && c != '\n' && c != '\t')
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR;
    }
}
