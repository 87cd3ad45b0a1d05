package io.stoker.wire;

import akka.actor.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Says where no controller has answered, and why, as far as that can be seen from outside: once, and again when that
 * has changed.
 */
final class Lookout {
    static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "stoker-lookout");
        thread.setDaemon(true);
        thread.start();
    };

    private final Logger log;
    private volatile String said = "";

    Lookout(Logger log) {
        this.log = log;
    }

    /** A controller has answered: the next time that none does is another story. */
    void end() {
        said = "";
    }

    /**
     * Looks at all addresses at once, which takes a few seconds at most, and returns before.
     *
     * @param reachability of this node
     * @param isAlone whether there is still no controller when that is known
     */
    CompletableFuture<Void> look(List<Address> addresses, Reachability reachability, BooleanSupplier isAlone) {
        Map<String, CompletableFuture<Reachability.Finding>> findings = new LinkedHashMap<>();
        for (Address address : addresses) {
            String host = address.getHost().orElse("");
            int port = address.getPort().orElse(0);
            findings.put(
                    host + ":" + port, CompletableFuture.supplyAsync(() -> reachability.look(host, port), THREADS));
        }
        return CompletableFuture.allOf(findings.values().toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> {
                    if (isAlone.getAsBoolean()) {
                        say(text(findings));
                    }
                });
    }

    private void say(String found) {
        String same = RefusalLog.withoutTimes(found);
        if (!same.equals(said)) {
            said = same;
            log.warn("no controller has answered yet at {}; still trying", found);
        }
    }

    /** One reason for all spellings of an address. */
    private static String text(Map<String, CompletableFuture<Reachability.Finding>> findings) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        findings.forEach(
                (place, finding) -> places.computeIfAbsent(finding.join().text(), text -> new ArrayList<>())
                        .add(place));
        return places.entrySet().stream()
                .map(one -> String.join(", ", one.getValue()) + ": " + one.getKey())
                .collect(Collectors.joining("; at "));
    }
}
