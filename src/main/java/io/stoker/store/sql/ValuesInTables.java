package io.stoker.store.sql;

import io.stoker.store.StoreException;
import io.stoker.store.StoreThreads;
import io.stoker.store.ValueRefusedException;
import io.stoker.store.ValueStore;
import io.stoker.task.StoredValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Large values in the tables of the ledger's own database, where every controller that may serve the ledger finds them.
 * One thread writes them; what they are needed for is in the rows of {@code value_use}.
 *
 * <p>A sweep and a commit cannot miss each other: a commit changes the rows of the values it refers to, and a sweep
 * passes over rows that are being changed, and over those that were used of late.
 */
final class ValuesInTables implements ValueStorage, ValueStore {
    /** When a value was used is only written down if it is that much later than before. */
    private static final long TOUCH_MILLIS = 60_000;

    private final PostgresqlDatabase database;
    private final Readers readers;
    private final long most;
    private final InstantSource clock;
    private final StoreThreads thread = new StoreThreads("stoker-values", 1);

    /** Both belong to the thread. */
    private @Nullable Connection connection;

    /** How many bytes are taken; it is read anew with each connection and after each sweep. */
    private long taken;

    /** @param most how many bytes all values may have together */
    ValuesInTables(PostgresqlDatabase database, Readers readers, long most, InstantSource clock) {
        this.database = database;
        this.readers = readers;
        this.most = most;
        this.clock = clock;
    }

    @Override
    public ValueStore store() {
        return this;
    }

    @Override
    public void opened(Connection ledger) throws SQLException {
        new ValueTables(ledger).touchUnused(clock.millis());
    }

    @Override
    public void use(Connection ledger, List<StoredValue> used) throws SQLException {
        if (!used.isEmpty()) {
            Set<UUID> ids = used.stream().map(StoredValue::id).collect(Collectors.toSet());
            ids.removeAll(new ValueTables(ledger).touch(Set.copyOf(ids), clock.millis()));
            if (!ids.isEmpty()) {
                throw new StoreException("the store no longer has the values " + ids + "; send them again");
            }
        }
    }

    @Override
    public void committed(List<StoredValue> used, List<StoredValue> usedNoMore) {
        // The rows say it.
    }

    @Override
    public CompletionStage<Long> write(StoredValue value, long offset, byte[] bytes) {
        return onThread(open -> append(new ValueTables(open), value, offset, bytes));
    }

    private long append(ValueTables tables, StoredValue value, long offset, byte[] bytes) throws SQLException {
        long now = clock.millis();
        ValueTables.Stored known = tables.locked(value.id());
        long length = known == null ? 0 : known.length();
        if (known == null) {
            checkRoom(value);
        }
        boolean follows = offset == length && bytes.length > 0;
        if ((known != null && known.whole()) || !(follows || length == value.size())) {
            return length;
        }
        if (known == null) {
            tables.begin(value, now);
            taken += value.size();
        }
        try {
            if (bytes.length > value.size() - length) {
                throw new ValueRefusedException("a part of " + bytes.length + " bytes at byte " + offset
                        + " does not belong to a value of " + value.size() + " bytes");
            }
            if (follows) {
                tables.append(value.id(), offset, bytes, now);
            }
            long end = length + bytes.length;
            if (end == value.size()) {
                tables.complete(value);
            }
            return end;
        } catch (StoreException e) {
            // Whatever it is, the space is better given back than kept for somebody who has been refused.
            tables.delete(value.id());
            taken -= value.size();
            throw e;
        }
    }

    private void checkRoom(StoredValue value) {
        if (value.size() > most - taken) {
            throw ValueRefusedException.noRoom(taken, most, value.size());
        }
    }

    @Override
    public CompletionStage<byte[]> read(UUID id, long offset, int length) {
        return readers.read(open -> {
            ValueTables tables = new ValueTables(open);
            long now = clock.millis();
            if (tables.whole(List.of(id), now, now - TOUCH_MILLIS).isEmpty()) {
                throw new ValueRefusedException("the store no longer has the value " + id);
            }
            byte[] bytes = tables.read(id, offset, length);
            if (bytes.length < length) {
                throw new ValueRefusedException("the value " + id + " has no " + length + " bytes at byte " + offset);
            }
            return bytes;
        });
    }

    /** By a reader, so that a task with values need not wait behind others' parts. */
    @Override
    public CompletionStage<Set<UUID>> missing(Collection<StoredValue> values) {
        return readers.read(open -> {
            long now = clock.millis();
            Set<UUID> missing = values.stream().map(StoredValue::id).collect(Collectors.toSet());
            missing.removeAll(new ValueTables(open).whole(Set.copyOf(missing), now, now - TOUCH_MILLIS));
            return missing;
        });
    }

    @Override
    public CompletionStage<Boolean> discard(UUID id) {
        return onThread(open -> {
            ValueTables tables = new ValueTables(open);
            ValueTables.Stored known = tables.locked(id);
            boolean isPart = known != null && !known.whole();
            if (isPart) {
                tables.delete(id);
                taken = tables.bytes();
            }
            return isPart;
        });
    }

    @Override
    public CompletionStage<Integer> sweep(Duration unusedFor) {
        return onThread(open -> {
            ValueTables tables = new ValueTables(open);
            long before = clock.millis() - unusedFor.toMillis();
            int gone = 0;
            for (int some = tables.sweep(before); some > 0; some = tables.sweep(before)) {
                open.commit();
                gone += some;
            }
            taken = tables.bytes();
            return gone;
        });
    }

    private interface Work<T> {
        T on(Connection open) throws SQLException;
    }

    /** In a transaction, which ends well also with a refusal; after any error the next one has a new connection. */
    private <T> CompletionStage<T> onThread(Work<T> work) {
        return thread.run(() -> run(work), database::explained);
    }

    private <T> T run(Work<T> work) throws SQLException {
        StoreException refusal;
        try {
            Connection open = connected();
            try {
                T result = work.on(open);
                open.commit();
                return result;
            } catch (StoreException e) {
                open.commit();
                refusal = e;
            }
        } catch (Throwable e) {
            disconnect();
            throw e;
        }
        throw refusal;
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.values();
            connection = open;
            taken = new ValueTables(open).bytes();
        }
        return open;
    }

    private void disconnect() {
        if (connection != null) {
            Connections.discard(connection);
            connection = null;
        }
    }

    @Override
    public void close() {
        if (thread.isClosed()) {
            return;
        }
        var unused = thread.run(
                () -> {
                    disconnect();
                    return null;
                },
                database::explained);
        thread.close();
    }
}
