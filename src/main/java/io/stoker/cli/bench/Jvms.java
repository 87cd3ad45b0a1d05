package io.stoker.cli.bench;

import io.stoker.cli.trial.Processes;
import io.stoker.task.EngineInfo;
import java.util.List;
import java.util.Optional;

/**
 * The processes of a cluster, without its launcher, which does nothing while tasks run.
 *
 * @param controller empty if it cannot be seen
 * @param engines those that can be seen
 */
record Jvms(Optional<ProcessHandle> controller, List<ProcessHandle> engines) {
    static Jvms of(long controllerPid, List<EngineInfo> engines) {
        List<ProcessHandle> seen = engines.stream()
                .flatMap(engine -> Processes.of(engine).stream())
                .toList();
        return new Jvms(ProcessHandle.of(controllerPid), seen);
    }
}
