package io.stoker.controller;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Remembers, through restarts of the controller, which commands have made it fail, so that one that does so twice is
 * refused instead of repeated.
 */
final class PoisonCommandGuard {
    private static final int TWICE = 2;
    private static final int MOST = 100;

    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    private record Failures(int times, String evidence) {}

    /**
     * Handles a command, which is known by {@code name} when it is sent again.
     *
     * @throws CommandFailedException if the handler has thrown an {@link Error} that the JVM survives: the actor is to
     *     begin again, and not its ActorSystem
     */
    void handle(String name, Runnable handler, Consumer<String> refuse) {
        Failures record = failures.getOrDefault(name, new Failures(0, ""));
        if (record.times() >= TWICE) {
            refuse.accept("it made the controller fail " + TWICE + " times: " + record.evidence());
            return;
        }
        try {
            handler.run();
        } catch (Throwable e) {
            failures.put(name, new Failures(record.times() + 1, e.toString()));
            boolean passes = e instanceof StackOverflowError || !(e instanceof VirtualMachineError);
            if (e instanceof Error && passes) {
                throw new CommandFailedException(e);
            }
            throw e;
        }
    }
}
