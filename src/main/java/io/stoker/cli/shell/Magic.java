package io.stoker.cli.shell;

import io.stoker.task.StokerException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands of the shell that begin with a percent sign. */
enum Magic {
    /** Executes a source on the engines. */
    PX(" CODE"),
    /** Sends all that follows to the engines, or no longer. */
    AUTOPX(""),
    /** Shows what became of an execution on the engines. */
    RESULT(" [NUMBER]");

    private final String takes;

    Magic(String takes) {
        this.takes = takes;
    }

    /** As it is typed. */
    String word() {
        return "%" + name().toLowerCase(Locale.ROOT);
    }

    /** The one that is typed so. */
    static Optional<Magic> of(String word) {
        return Arrays.stream(values())
                .filter(magic -> magic.word().equals(word))
                .findFirst();
    }

    /** For who has typed one that does not exist. */
    static StokerException unknown(String word) {
        return new StokerException("there is no magic " + word + "; there are "
                + Arrays.stream(values())
                        .map(magic -> magic.word() + magic.takes)
                        .collect(Collectors.joining(", ")));
    }

    /**
     * Refuses what it cannot be given.
     *
     * @param text what stands behind the word
     */
    void check(String text) {
        boolean fits = switch (this) {
            case PX -> !text.isBlank();
            case AUTOPX -> text.isBlank();
            case RESULT -> text.matches("\\s*|[1-9]\\d{0,8}");
        };
        if (!fits) {
            throw new StokerException(word() + refusal(text));
        }
    }

    private String refusal(String text) {
        return switch (this) {
            case PX -> " needs source to execute, as in %px a = 10";
            case AUTOPX -> " takes no argument, but has '" + text + "'";
            case RESULT -> " takes the number of an execution, as in %result 3, but '" + text + "' is not one";
        };
    }

    /** All words, as they are typed. */
    static List<String> words() {
        return Arrays.stream(values()).map(Magic::word).toList();
    }
}
