package io.stoker.controller;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of the engines that were here last, for those who still ask for them. */
final class DepartedEngines {
    private static final int MOST = 1_000;

    private final Map<String, Fate> fates = new LinkedHashMap<>();

    private record Fate(int id, String text) {}

    void add(Engine engine, String evidence) {
        fates.remove(engine.instance());
        fates.put(
                engine.instance(),
                new Fate(engine.id(), evidence + ", at " + Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        if (fates.size() > MOST) {
            fates.remove(fates.keySet().iterator().next());
        }
    }

    /**
     * What became of the engine of this instance, or of the last one with this small id; empty if that is not known.
     */
    String of(String instance, int id) {
        if (!instance.isEmpty()) {
            Fate fate = fates.get(instance);
            return fate == null ? "" : fate.text();
        }
        String last = "";
        for (Fate fate : fates.values()) {
            last = fate.id() == id ? fate.text() : last;
        }
        return last;
    }
}
