package io.stoker.ledger;

import io.stoker.Seeds;
import io.stoker.store.LedgerStore;
import io.stoker.store.sql.PostgresServer;
import io.stoker.store.sql.SqlStore;
import java.time.InstantSource;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link StoreModelTest}, with a server. */
class PostgresqlModelIT {
    static LongStream seeds() {
        return Seeds.of(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void postgresqlKeepsTheRowsOfTheModel(long seed) throws Exception {
        try (LedgerStore store =
                SqlStore.postgresql(PostgresServer.shared().database(), StoreModelTest.ROOM, InstantSource.system())) {
            StoreModelTest.run(store, seed, StoreModelTest.STEPS / 4);
        }
    }
}
