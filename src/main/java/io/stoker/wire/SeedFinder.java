package io.stoker.wire;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import io.stoker.task.Durations;
import io.stoker.task.StokerException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Asks a {@link SeedSource} where the controllers are, again and again while none answers: they may have moved. */
final class SeedFinder {
    private final SeedSource source;
    private final ScheduledExecutorService timer;
    private final Supplier<@Nullable ActorSystem<?>> alone;
    private final Consumer<Set<Address>> found;
    private final Logger log;
    private volatile String said = "";

    /**
     * One for the life of a node.
     *
     * @param alone the node that wants to join; null if it need not now
     * @param found hears of the addresses, at least one, each time; called by a thread that may wait
     */
    SeedFinder(
            SeedSource source,
            ScheduledExecutorService timer,
            Supplier<@Nullable ActorSystem<?>> alone,
            Consumer<Set<Address>> found,
            Logger log) {
        this.source = source;
        this.timer = timer;
        this.alone = alone;
        this.found = found;
        this.log = log;
    }

    /** Begins at once. It ends with the timer. */
    void begin() {
        Lookout.THREADS.execute(this::look);
    }

    private void look() {
        ActorSystem<?> node = alone.get();
        if (node != null) {
            look(node);
        }
        try {
            var unused = timer.schedule(this::begin, source.interval().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("closed while looking for {}", source.what());
        }
    }

    private void look(ActorSystem<?> node) {
        try {
            Set<Address> addresses =
                    source.look(node).stream().map(AddressFromURIString::parse).collect(Collectors.toUnmodifiableSet());
            if (addresses.isEmpty()) {
                say("there are none");
            } else {
                said = "";
                found.accept(addresses);
            }
        } catch (StokerException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    /** Once for each reason. */
    private void say(String reason) {
        if (!reason.equals(said)) {
            said = reason;
            log.warn(
                    "no controller is known, and this node forms no cluster: it waits for {}, and looks each {}: {}",
                    source.what(),
                    Durations.text(source.interval()),
                    reason);
        }
    }
}
