package io.stoker.store.sql;

import io.stoker.ledger.Event;
import io.stoker.ledger.Holding;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.TestRows;
import io.stoker.store.Commit;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.task.TaskResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The store of a test, and the database below it. */
interface StoreOfTest {

    /** Begins another store on the same ledger, which no longer has a store. */
    SqlStore open();

    /** The one that was opened last. */
    SqlStore store();

    /** What its commits are made of. */
    TestRows rows();

    /** The next commit of these events. */
    default Commit commit(Opened opened, long batch, Event... events) {
        return SqlStoreTest.commit(rows(), opened, batch, events);
    }

    /** Puts the {@link KeptLedger} of this version in place. */
    void restore(int version) throws Exception;

    /** A connection as a person has it. */
    Connection connect() throws Exception;

    default Commit changing(Opened opened, long batch, Map<Long, OpenState> tasks, Map<String, List<Holding>> held) {
        return new Commit(opened.epoch(), batch, batch, rows().of(tasks, held));
    }

    default Commit ending(Opened opened, long batch, long id, Event... events) {
        Event.Finished end = new Event.Finished(SqlStoreTest.finished(id, Map.of()), 100 + id, null);
        List<Event> all = new ArrayList<>(List.of(end));
        all.addAll(List.of(events));
        return commit(opened, batch, all.toArray(Event[]::new));
    }

    default TaskResult result(long id) {
        return new TaskResult(SqlStoreTest.join(store().results(List.of(id))).get(0), Map.of());
    }

    default long rows(String query) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
