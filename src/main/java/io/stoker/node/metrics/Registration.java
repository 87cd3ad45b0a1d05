package io.stoker.node.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Meters that are put into a registry, and taken out again together. */
final class Registration implements AutoCloseable {
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    /** A counter of what is counted elsewhere lets go of who counts it. */
    private final List<DoubleSupplier> counted = new ArrayList<>();

    Registration(MeterRegistry registry) {
        this.registry = registry;
    }

    private <M extends Meter> M keep(M meter) {
        meters.add(meter);
        return meter;
    }

    /** A counter without labels. */
    Counter counter(String name, String description) {
        return keep(Counter.builder(name).description(description).register(registry));
    }

    /** A counter for each of these, in a label that has their names in lower case. */
    <E extends Enum<E>> Counters<E> counters(
            String name, String description, String label, Class<E> type, List<E> values) {
        Map<E, Counter> counters = new EnumMap<>(type);
        values.forEach(value -> counters.put(
                value,
                keep(Counter.builder(name)
                        .description(description)
                        .tag(label, word(value))
                        .register(registry))));
        return new Counters<>(counters);
    }

    /** A histogram of times. */
    Timer timer(String name, String description, Duration... buckets) {
        return keep(Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .register(registry));
    }

    /** How many there were, and their sum. */
    DistributionSummary summary(String name, String description) {
        return keep(DistributionSummary.builder(name).description(description).register(registry));
    }

    /**
     * What is now.
     *
     * @param unit its base unit; null for a plain number
     * @param labels names and values, alternating
     */
    void gauge(String name, String description, @Nullable String unit, DoubleSupplier now, String... labels) {
        keep(Gauge.builder(name, now, DoubleSupplier::getAsDouble)
                .strongReference(true)
                .description(description)
                .baseUnit(unit)
                .tags(labels)
                .register(registry));
    }

    /** A time in nanoseconds that is now. */
    void time(String name, String description, DoubleSupplier nanos) {
        keep(TimeGauge.builder(name, nanos::getAsDouble, TimeUnit.NANOSECONDS)
                .strongReference(true)
                .description(description)
                .register(registry));
    }

    /** What is counted elsewhere. */
    void counted(String name, String description, String unit, DoubleSupplier count, String... labels) {
        counted.add(count);
        keep(FunctionCounter.builder(name, count, DoubleSupplier::getAsDouble)
                .description(description)
                .baseUnit(unit)
                .tags(labels)
                .register(registry));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
