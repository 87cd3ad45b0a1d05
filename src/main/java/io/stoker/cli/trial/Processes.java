package io.stoker.cli.trial;

import io.stoker.task.EngineInfo;
import java.util.Optional;

/** The processes behind the engines of this machine. */
public final class Processes {
    private Processes() {}

    /** The engine's process if it is running; empty too if the engine does not tell its pid. */
    public static Optional<ProcessHandle> of(EngineInfo engine) {
        return Optional.ofNullable(engine.properties().get("pid"))
                .filter(Long.class::isInstance)
                .flatMap(pid -> ProcessHandle.of((Long) pid))
                .filter(ProcessHandle::isAlive);
    }
}
