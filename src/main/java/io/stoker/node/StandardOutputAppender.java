package io.stoker.node;

import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Logs to standard output without {@code System.out}: user code in an engine may hold that one's monitor for as long as
 * it likes, and no actor's thread may wait for it. Where the output fails for a while, as on a full disk, lines are
 * lost, and the log goes on.
 */
public final class StandardOutputAppender<E> extends OutputStreamAppender<E> {

    @Override
    public void start() {
        setOutputStream(new ResilientOutput(StandardOutputAppender::open, System::nanoTime, change -> {}));
        super.start();
    }

    /** Closing it closes nothing: the descriptor is the process's. */
    private static OutputStream open() {
        return new FilterOutputStream(new FileOutputStream(FileDescriptor.out)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() {}
        };
    }
}
