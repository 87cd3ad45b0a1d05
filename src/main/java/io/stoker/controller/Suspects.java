package io.stoker.controller;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, through restarts of the controller actor, which commands have made it fail, so that one that does so twice
 * is refused instead of repeated.
 */
final class Suspects {
    private static final int TWICE = 2;
    private static final int MOST = 100;

    private final Map<String, Integer> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST;
        }
    };
    private @Nullable String evidence;

    /** Handles a command, which is known by {@code name} when it is sent again. */
    void handle(String name, Runnable handler, java.util.function.Consumer<String> refuse) {
        if (failures.getOrDefault(name, 0) >= TWICE) {
            refuse.accept("it made the controller fail " + TWICE + " times: " + evidence);
            return;
        }
        try {
            handler.run();
        } catch (RuntimeException e) {
            failures.merge(name, 1, Integer::sum);
            evidence = e.toString();
            throw e;
        }
    }
}
