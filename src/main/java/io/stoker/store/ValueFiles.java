package io.stoker.store;

import io.stoker.task.StoredValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Values as files of one folder, which a thread of its own reads and writes. */
public final class ValueFiles implements ValueStore, AutoCloseable {
    private final ValueFolder folder;
    private final ValueIndex index;
    private final boolean scratch;
    private final StoreThreads thread = new StoreThreads("stoker-values", 1);

    private ValueFiles(ValueFolder folder, ValueIndex index, boolean scratch) {
        this.folder = folder;
        this.index = index;
        this.scratch = scratch;
    }

    /**
     * Goes on with what is in the folder, parts of values included. Nothing refers to any of it until {@link #refer}
     * says so.
     *
     * @param most how many bytes all values may have together
     * @param clock for how long a value was of no use; nobody should set it
     */
    public static ValueFiles open(Path folder, long most, InstantSource clock) {
        ValueFolder files = new ValueFolder(folder);
        ValueIndex index = new ValueIndex(most, clock);
        files.list().forEach(index::found);
        return new ValueFiles(files, index, false);
    }

    /** Begins with nothing, and leaves nothing behind: for a ledger that does not outlive its JVM. */
    public static ValueFiles scratch(Path folder, long most) {
        ValueFolder files = new ValueFolder(folder);
        files.clear();
        return new ValueFiles(files, new ValueIndex(most, new SteadyClock()), true);
    }

    @Override
    public CompletionStage<Long> write(StoredValue value, long offset, byte[] bytes) {
        return done(() -> append(value, offset, bytes));
    }

    private long append(StoredValue value, long offset, byte[] bytes) throws IOException {
        long length = index.length(value);
        boolean follows = offset == length && bytes.length > 0;
        // All of it may be there without being whole: it has no bytes, or an earlier process was killed at its end.
        if (index.use(value.id()) || !(follows || length == value.size())) {
            return length;
        }
        ValueIndex.Entry entry = index.take(value);
        try {
            if (follows || length == 0) {
                append(entry, value, bytes);
            }
            if (entry.length() == value.size()) {
                folder.complete(value);
                entry.complete();
            }
            return entry.length();
        } catch (IOException | StoreException e) {
            // Whatever it is, the space is better given back than kept for somebody who has been refused.
            index.remove(value.id());
            folder.delete(value.id());
            throw e;
        }
    }

    private void append(ValueIndex.Entry entry, StoredValue value, byte[] bytes) throws IOException {
        long offset = entry.length();
        if (bytes.length > value.size() - offset) {
            throw new ValueRefusedException("a part of " + bytes.length + " bytes at byte " + offset
                    + " does not belong to a value of " + value.size() + " bytes");
        }
        folder.append(value.id(), offset, bytes);
        entry.reaches(offset + bytes.length);
    }

    @Override
    public CompletionStage<byte[]> read(UUID id, long offset, int length) {
        return done(() -> {
            if (!index.use(id)) {
                throw new ValueRefusedException("the store no longer has the value " + id);
            }
            return folder.read(id, offset, length);
        });
    }

    /** Answered at once, so that a task with values need not wait behind others' parts. */
    @Override
    public CompletionStage<Set<UUID>> missing(Collection<StoredValue> values) {
        return CompletableFuture.completedStage(index.missing(values));
    }

    @Override
    public CompletionStage<Boolean> discard(UUID id) {
        return done(() -> {
            boolean isPart = index.removePart(id);
            if (isPart) {
                folder.delete(id);
            }
            return isPart;
        });
    }

    @Override
    public CompletionStage<Integer> sweep(Duration unusedFor) {
        return done(() -> {
            List<UUID> gone = index.sweep(unusedFor);
            for (UUID id : gone) {
                folder.delete(id);
            }
            return gone.size();
        });
    }

    /** A row of the ledger refers to these now; to be called when it is committed. */
    public void refer(Collection<StoredValue> values) {
        values.forEach(value -> index.refer(value.id(), 1));
    }

    /** A row that referred to these is gone, or needs them no longer. */
    public void release(Collection<StoredValue> values) {
        values.forEach(value -> index.refer(value.id(), -1));
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> CompletionStage<T> done(Work<T> work) {
        return thread.run(work::run, this::explained);
    }

    private RuntimeException explained(Exception failure) {
        if (failure instanceof RuntimeException exception) {
            return exception;
        }
        return new StoreException("the values in " + folder + " cannot be read or written: " + failure, failure);
    }

    @Override
    public void close() {
        thread.close();
        if (scratch) {
            folder.clear();
        }
    }
}
