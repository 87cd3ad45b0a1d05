package io.stoker.ledger;

import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.PostgresServer;
import io.stoker.store.sql.SqlStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores keep what the model's rows keep, through everything that the model thinks of. */
class StoreModelTest {
    private static final int STEPS = 4_000;

    @TempDir
    private Path folder;

    @Test
    void sqliteKeepsTheRowsOfTheModel() throws Exception {
        ValueFiles values = ValueFiles.scratch(folder.resolve("values"), 1);
        try (LedgerStore store = SqlStore.sqlite(folder, values)) {
            run(store, 3, STEPS);
        }
    }

    @Test
    void postgresqlKeepsTheRowsOfTheModel() throws Exception {
        try (LedgerStore store = SqlStore.postgresql(PostgresServer.shared().database(), 1, InstantSource.system())) {
            run(store, 5, STEPS / 4);
        }
    }

    @Test
    void memoryKeepsTheRowsOfTheModel() throws Exception {
        try (LedgerStore store = new MemoryStore()) {
            run(store, 4, STEPS);
        }
    }

    private static void run(LedgerStore store, long seed, int steps) throws Exception {
        StoreMirror mirror = new StoreMirror(store);
        ModelWorld world = new ModelWorld(seed, mirror);
        for (int step = 0; step < steps; step++) {
            world.step();
        }
        world.runDry();
        world.compareStore();
    }
}
