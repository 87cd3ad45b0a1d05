package io.stoker.cli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The options of the measurement.
 *
 * @param engines on how many engines
 * @param measure how long each load lasts
 * @param warmUp how long tasks are run before anything is measured
 * @param ledgers where the ledger is kept, one cluster after the other
 * @param postgresql the URL for JDBC of the database to use for that kind of ledger
 * @param recovery how many finished tasks the ledger holds whose reading is measured, instead of all else; 0 for none
 * @param given settings of the cluster and of the client
 * @param out the file to append the tables to
 */
public record BenchOptions(
        int engines,
        Duration measure,
        Duration warmUp,
        List<String> ledgers,
        Optional<String> postgresql,
        int recovery,
        Map<String, String> given,
        Optional<Path> out) {
    /** What its clusters are started with. The URL tells everything: user and password may be in it. */
    Map<String, String> settings(String ledger) {
        Map<String, String> settings = new HashMap<>(given);
        settings.put("stoker.ledger", ledger);
        if (ledger.equals("postgresql")) {
            postgresql.ifPresent(url -> settings.put("stoker.postgresql.url", url));
            settings.put("stoker.postgresql.user", "");
        }
        return settings;
    }

    /** The command line that asks for this. */
    String command() {
        if (recovery > 0) {
            return "stoker bench --recovery " + recovery + " --engines " + engines + " --ledger "
                    + String.join(",", ledgers);
        }
        return "stoker bench --engines " + engines + " --seconds " + measure.toSeconds() + " --warm-up "
                + warmUp.toSeconds() + " --ledger " + String.join(",", ledgers) + settings();
    }

    private String settings() {
        return new TreeMap<>(given)
                .entrySet().stream().map(each -> " -D " + each).collect(Collectors.joining());
    }
}
