package io.stoker.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the disk that holds a folder has more than a reserve left. A separate thread checks each second, and whoever
 * writes may do so in between; what was found can be had by any thread at no cost.
 */
public final class DiskWatch implements AutoCloseable {
    private static final long MIB = 1024 * 1024;
    private static final long LOOK_MILLIS = 1_000;

    private final Path folder;
    private final long reserve;
    private final StoreThreads thread = new StoreThreads("stoker-disk", 1);
    private volatile Optional<String> shortage = Optional.empty();

    /**
     * @param folder on the disk in question
     * @param reserve how many bytes are to stay free
     */
    public DiskWatch(Path folder, long reserve) {
        this.folder = folder;
        this.reserve = reserve;
        look();
        var unused = thread.repeat(this::look, LOOK_MILLIS);
    }

    /** Looks how much is free. Costs a call of the operating system, which may block. */
    public void look() {
        // Not by way of FileStore, which reads the list of all mounts.
        long free = folder.toFile().getUsableSpace();
        shortage = free >= reserve
                ? Optional.empty()
                : Optional.of("the disk that holds " + folder + " has " + free / MIB + " MiB free, and " + reserve / MIB
                        + " MiB are reserved for tasks accepted before (stoker.disk-reserve): free some space");
    }

    /** Why nothing new may be put there, as of the last look; empty if it may. */
    public Optional<String> shortage() {
        return shortage;
    }

    @Override
    public void close() {
        thread.close();
    }
}
