package io.stoker.cli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param engines on how many engines
 * @param measure how long each load lasts
 * @param warmUp how long tasks are run before anything is measured
 * @param ledgers where the ledger is kept, one cluster after the other
 * @param out the file to append the tables to
 */
public record BenchOptions(int engines, Duration measure, Duration warmUp, List<String> ledgers, Optional<Path> out) {
    /** The command line that asks for this. */
    String command() {
        return "stoker bench --engines " + engines + " --seconds " + measure.toSeconds() + " --warm-up "
                + warmUp.toSeconds() + " --ledger " + String.join(",", ledgers);
    }
}
