package io.stoker.client;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.stoker.task.Arguments;
import io.stoker.task.StokerException;
import io.stoker.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a connection does, in a program's own Micrometer registry: {@code new StokerMeters(stoker).bindTo(registry)}.
 * Needs {@code io.micrometer:micrometer-core} on the class path, which does not come with Stoker. To read the meters
 * asks nobody, and looks at no task. {@code docs/observability.md} describes them.
 *
 * <p>They are taken out of the registry when the connection is closed. Connections whose meters are in one registry at
 * a time need tags by which they differ.
 */
public final class StokerMeters implements MeterBinder {
    private static final Duration[] TIMES = Stream.of(1, 10, 100, 1_000, 10_000, 60_000, 600_000, 3_600_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Stoker stoker;
    private final ClientSession session;
    private final List<Tag> tags;

    /** The meters of this connection, without tags of their own. */
    public StokerMeters(Stoker stoker) {
        this(stoker, List.of());
    }

    /**
     * As the other one, with tags of each meter.
     *
     * @throws IllegalArgumentException if one of them is null
     */
    public StokerMeters(Stoker stoker, Iterable<Tag> tags) {
        this.stoker = Arguments.given(stoker, "StokerMeters needs a connection");
        this.session = stoker.session();
        this.tags = new ArrayList<>();
        Arguments.given(tags, "StokerMeters needs tags, or none").forEach(this.tags::add);
    }

    /**
     * Adds the meters to a registry, which may be one of several.
     *
     * @throws StokerException if the connection is closed
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        if (session.isClosed()) {
            throw new StokerException("the connection is closed, and no longer has meters");
        }
        List<Meter> meters = new ArrayList<>(tasks(registry));
        meters.addAll(connection(registry));
        Timer timer = Timer.builder("stoker.client.task")
                .description("From when a task is submitted whose result is awaited until it has ended")
                .tags(tags)
                .serviceLevelObjectives(TIMES)
                .register(registry);
        meters.add(timer);
        session.tally().timeBy(nanos -> timer.record(Duration.ofNanos(nanos)));
        stoker.atClose(() -> meters.forEach(registry::remove));
    }

    private List<Meter> tasks(MeterRegistry registry) {
        ClientTally tally = session.tally();
        List<Meter> meters = new ArrayList<>();
        meters.add(counter("stoker.client.tasks.submitted", "Tasks that were submitted", tally, ClientTally::submitted)
                .register(registry));
        Stream.of(TaskState.values())
                .filter(TaskState::isFinal)
                .forEach(state -> meters.add(counter(
                                "stoker.client.results",
                                "Ends of tasks that the controller has told",
                                tally,
                                counts -> counts.ended(state))
                        .tag("outcome", state.name().toLowerCase(Locale.ROOT))
                        .register(registry)));
        meters.add(gauge(
                        "stoker.client.tasks.awaited",
                        "Tasks whose ends are waited for",
                        session,
                        one -> one.results().awaited())
                .register(registry));
        meters.add(gauge("stoker.client.backlog", "Submitted and not accepted yet", stoker.backlog(), Backlog::held)
                .baseUnit("bytes")
                .register(registry));
        return meters;
    }

    private List<Meter> connection(MeterRegistry registry) {
        ClientTally tally = session.tally();
        return List.of(
                gauge(
                                "stoker.client.connected",
                                "Whether the controller is heard of (1)",
                                session,
                                one -> one.isSilent(System.nanoTime()) ? 0 : 1)
                        .register(registry),
                counter("stoker.client.connections", "Sessions with a controller", session, ClientSession::sessions)
                        .register(registry),
                bytes("sent", "Sent to the controller", "messages", ClientTally::sentBytes, tally, registry),
                bytes("received", "Received from it", "messages", ClientTally::receivedBytes, tally, registry),
                bytes(
                        "sent",
                        "Sent to the controller",
                        "values",
                        one -> one.values().sentBytes(),
                        session,
                        registry),
                bytes(
                        "received",
                        "Received from it",
                        "values",
                        one -> one.values().receivedBytes(),
                        session,
                        registry));
    }

    private <T> FunctionCounter bytes(
            String direction,
            String description,
            String what,
            ToDoubleFunction<T> count,
            T of,
            MeterRegistry registry) {
        return counter("stoker.client." + direction, description, of, count)
                .tag("what", what)
                .baseUnit("bytes")
                .register(registry);
    }

    private <T> FunctionCounter.Builder<T> counter(String name, String description, T of, ToDoubleFunction<T> count) {
        return FunctionCounter.builder(name, of, count).description(description).tags(tags);
    }

    private <T> Gauge.Builder<T> gauge(String name, String description, T of, ToDoubleFunction<T> now) {
        return Gauge.builder(name, of, now).description(description).tags(tags);
    }
}
