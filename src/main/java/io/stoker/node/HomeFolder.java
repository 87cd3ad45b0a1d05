package io.stoker.node;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the profiles of a person are: {@code STOKER_HOME}, or else {@code .stoker} in the home folder. */
final class HomeFolder {
    private static final String REMEDY = "set " + Profile.HOME_VARIABLE + " to a folder you may write to";

    private HomeFolder() {}

    /**
     * The folder of all profiles. {@code HOME} goes before what the JVM takes for the home folder, which is that of the
     * user's entry in {@code /etc/passwd}, and {@code ?} where there is none.
     *
     * @throws NodeException if there is none, or it can only be a mistake
     */
    static Path of(Map<String, String> environment, @Nullable String userHome) {
        String given = environment.get(Profile.HOME_VARIABLE);
        if (given != null && !given.isBlank()) {
            return given(given);
        }
        String home = environment.get("HOME");
        if (home == null || home.isBlank()) {
            home = userHome;
        }
        if (home == null || home.isBlank() || !path(home, "the home folder").isAbsolute()) {
            throw new NodeException("the home folder is unknown (HOME is not set to one, and Java's user.home is '"
                    + userHome + "'): " + REMEDY);
        }
        return path(home, "the home folder").resolve(".stoker");
    }

    private static Path given(String text) {
        if (text.startsWith("~")) {
            throw new NodeException(Profile.HOME_VARIABLE + " is '" + text + "', but only a shell expands ~, "
                    + "outside of quotes: write $HOME instead, or ./" + text
                    + " for a folder of that name");
        }
        return path(text, Profile.HOME_VARIABLE);
    }

    private static Path path(String text, String what) {
        try {
            if (text.indexOf('\uFFFD') < 0) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            // As for a letter that was lost on the way in. The message would show question marks, and no way out.
        }
        throw LocaleLetters.refused(what);
    }
}
