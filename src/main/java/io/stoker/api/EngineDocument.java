package io.stoker.api;

import io.stoker.task.EngineInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An engine.
 *
 * @param instance what it is called for as long as it lives; the id may be another's later
 * @param host where it runs; null if it does not say
 * @param pid its process; null if it does not say
 * @param address its cluster node
 * @param languages of its kernels
 * @param properties all of them, those that tasks have set included
 * @param reachable whether it is heard of
 * @param draining whether it gets no tasks, because somebody wants that
 * @param held how many attempts it holds, those that have not started included
 * @param running what it runs, as {@code task 17}; null if that is nothing, or was not asked
 * @param queue what waits in it; null if that was not asked
 */
public record EngineDocument(
        int id,
        String instance,
        @Nullable ValueDocument host,
        @Nullable ValueDocument pid,
        String address,
        List<String> languages,
        ValuesDocument properties,
        boolean reachable,
        boolean draining,
        int held,
        @Nullable String running,
        @Nullable List<String> queue) {

    /** As the controller knows it. */
    public static EngineDocument of(EngineInfo engine) {
        return of(engine, null, null);
    }

    /** As it tells itself, too. */
    public static EngineDocument of(EngineInfo engine, @Nullable String running, @Nullable List<String> queue) {
        Map<String, @Nullable Object> properties = engine.properties().toMap();
        return new EngineDocument(
                engine.id(),
                engine.instance(),
                value(properties.get("host")),
                value(properties.get("pid")),
                engine.address(),
                engine.languages(),
                new ValuesDocument(properties),
                !engine.suspected(),
                engine.draining(),
                engine.held(),
                running,
                queue);
    }

    private static @Nullable ValueDocument value(@Nullable Object value) {
        return value == null ? null : new ValueDocument(value);
    }
}
