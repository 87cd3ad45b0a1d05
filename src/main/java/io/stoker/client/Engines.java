package io.stoker.client;

import io.stoker.task.Durations;
import io.stoker.task.EngineInfo;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the controller which engines there are, now or when that changes. */
final class Engines {
    private final ClientSession clientSession;
    private final Asking asking;

    /**
     * All engines, as they were at one time.
     *
     * @param version another one for each change
     */
    record Seen(long version, List<EngineInfo> engines) {}

    Engines(ClientSession clientSession, Waits waits) {
        this.clientSession = clientSession;
        this.asking = new Asking(clientSession, waits);
    }

    /** Whether nothing will be answered any more. */
    boolean isClosed() {
        return clientSession.isClosed();
    }

    /** Those that are registered now. */
    Seen now(Duration timeout) {
        return ask(0, timeout);
    }

    /**
     * As they are when anything about them differs from this version, or after a while.
     *
     * @throws WaitTimeoutException if there is no answer by then
     */
    Seen otherThan(long version, Duration timeout) {
        return ask(version, timeout);
    }

    private Seen ask(long seen, Duration timeout) {
        long deadline = System.nanoTime() + Durations.nanos(Durations.require(timeout, "engines"));
        ToClient.EnginesAnswer page = page(0, seen, timeout);
        long version = page.version();
        List<EngineInfo> engines = new ArrayList<>(page.engines());
        while (page.next() >= 0) {
            page = page(page.next(), 0, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            engines.addAll(page.engines());
        }
        return new Seen(version, List.copyOf(engines));
    }

    private ToClient.EnginesAnswer page(int from, long seen, Duration timeout) {
        return (ToClient.EnginesAnswer) asking.ask(request -> new Question.AskEngines(request, from, seen), timeout);
    }

    /**
     * Waits until at least {@code n} are registered and can be reached.
     *
     * @throws WaitTimeoutException if they are not by then; the message says how many there are
     */
    List<EngineInfo> await(int n, Duration timeout) {
        Durations.require(timeout, "waitForEngines");
        long deadline = System.nanoTime() + Durations.nanos(timeout);
        Seen seen = now(timeout);
        while (usable(seen.engines()) < n) {
            seen = next(seen, n, timeout, deadline - System.nanoTime());
        }
        return seen.engines();
    }

    private Seen next(Seen before, int n, Duration timeout, long nanosLeft) {
        try {
            return ask(before.version(), Duration.ofNanos(Math.max(1, nanosLeft)));
        } catch (WaitTimeoutException e) {
            throw e.getClass() == WaitTimeoutException.class
                    ? new WaitTimeoutException(tooFew(before.engines(), n, timeout))
                    : e;
        }
    }

    private static long usable(List<EngineInfo> engines) {
        return engines.stream().filter(engine -> !engine.suspected()).count();
    }

    private static String tooFew(List<EngineInfo> engines, int n, Duration timeout) {
        long usable = usable(engines);
        long silent = engines.size() - usable;
        return "only " + usable + " of " + n + " engines have registered within " + Durations.text(timeout)
                + (silent > 0 ? ", and " + silent + " more cannot be reached" : "")
                + "; start more with: scripts/stoker engine --controller HOST:PORT";
    }
}
