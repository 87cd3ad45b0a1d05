package io.stoker.ledger;

import io.stoker.Seeds;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.SqlStore;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stores keep what the model's rows keep, through everything that the model thinks of. */
class StoreModelTest {
    static final int STEPS = 2_000;
    static final long ROOM = 1 << 20;

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return Seeds.of(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sqliteKeepsTheRowsOfTheModel(long seed) throws Exception {
        ValueFiles values = ValueFiles.scratch(folder.resolve("values"), ROOM);
        try (LedgerStore store = SqlStore.sqlite(folder, values)) {
            run(store, seed, STEPS);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void memoryKeepsTheRowsOfTheModel(long seed) throws Exception {
        try (LedgerStore store = new MemoryStore()) {
            run(store, seed, STEPS);
        }
    }

    static void run(LedgerStore store, long seed, int steps) throws Exception {
        StoreMirror mirror = new StoreMirror(store);
        ModelWorld world = new ModelWorld(seed, mirror);
        for (int step = 0; step < steps; step++) {
            world.step();
        }
        world.runDry();
        world.compareStore();
    }
}
