package io.stoker.cli.bench;

import io.stoker.task.StokerException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The processor time (user and system) that the JVMs have taken so far, as the operating system counts it: on Linux in
 * ticks of 10 ms.
 *
 * @param client this JVM
 * @param controller the controller's JVM
 * @param engines all engines' JVMs together
 */
record CpuTime(Duration client, Duration controller, Duration engines) {
    /**
     * Up to now. A process of which the system tells nothing counts as idle.
     *
     * @throws StokerException if one has ended: what it has taken is not known any more
     */
    static CpuTime now(Jvms jvms) {
        return new CpuTime(
                of(Stream.of(ProcessHandle.current())), of(jvms.controller().stream()), of(jvms.engines().stream()));
    }

    private static Duration of(Stream<ProcessHandle> processes) {
        return processes.map(CpuTime::of).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration of(ProcessHandle process) {
        Duration taken = process.info().totalCpuDuration().orElse(Duration.ZERO);
        if (!process.isAlive()) {
            throw new StokerException("process " + process.pid() + " has ended while it was measured");
        }
        return taken;
    }

    CpuTime minus(CpuTime earlier) {
        return new CpuTime(
                client.minus(earlier.client), controller.minus(earlier.controller), engines.minus(earlier.engines));
    }

    Duration total() {
        return client.plus(controller).plus(engines);
    }
}
