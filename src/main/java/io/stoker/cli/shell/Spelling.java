package io.stoker.cli.shell;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The original writes {@code get_task_result} and {@code taskid} for what is getTaskResult and taskId here. */
final class Spelling {
    private Spelling() {}

    /** The public method that is meant, by its name in Java; empty if there is none. */
    static Optional<String> method(Class<?> type, String name) {
        String wanted = plain(name);
        return Stream.concat(
                        names(type).filter(name::equals),
                        names(type).filter(known -> plain(known).equals(wanted)))
                .findFirst();
    }

    /** As the original would write it: {@code get_task_result}. */
    static String original(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static Stream<String> names(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(Method::getName);
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
