package io.stoker.node;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An output that never fails. What cannot be written, as on a full disk, is lost and counted; it tries again within a
 * second, and then begins with a line that says how much is missing. Each write is meant to be a whole line or more.
 */
final class ResilientOutput extends OutputStream {
    private static final long RETRY_NANOS = 1_000_000_000;

    private final Opening opening;
    private final LongSupplier nanoClock;
    private final Consumer<String> onChange;
    private @Nullable OutputStream out;
    private String failure = "";
    private long lost;
    private long failedAt;

    /** Opens what is written to, to go on at its end. */
    @FunctionalInterface
    interface Opening {
        OutputStream open() throws IOException;
    }

    /**
     * Opened with the first write.
     *
     * @param onChange told once when writing fails, and once when it works again
     */
    ResilientOutput(Opening opening, LongSupplier nanoClock, Consumer<String> onChange) {
        this.opening = opening;
        this.nanoClock = nanoClock;
        this.onChange = onChange;
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (lost > 0 && nanoClock.getAsLong() - failedAt < RETRY_NANOS) {
            lost++;
            return;
        }
        try {
            OutputStream open = out;
            if (open == null) {
                open = opening.open();
                out = open;
            }
            if (lost > 0) {
                // The line that failed may be there in part.
                open.write(("\n--- " + lost + " lines could not be written here: " + failure + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            open.write(bytes, offset, length);
        } catch (IOException e) {
            failed(e);
            return;
        }
        if (lost > 0) {
            lost = 0;
            onChange.accept("can be written again");
        }
    }

    private void failed(IOException e) {
        failure = String.valueOf(e.getMessage());
        failedAt = nanoClock.getAsLong();
        closeQuietly();
        if (lost++ == 0) {
            onChange.accept("cannot be written (" + failure + "): lines are dropped until it can");
        }
    }

    /** To begin with another file at the next write. */
    synchronized void reopen() {
        closeQuietly();
    }

    private void closeQuietly() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            // It is written to no more, and each line was handed to the system by itself.
        }
        out = null;
    }

    @Override
    public synchronized void close() {
        closeQuietly();
    }
}
