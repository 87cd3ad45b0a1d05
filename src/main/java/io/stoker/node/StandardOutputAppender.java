package io.stoker.node;

import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/**
 * Logs to standard output without {@code System.out}: user code in an engine may hold that one's monitor for as long as
 * it likes, and no actor's thread may wait for it.
 */
public final class StandardOutputAppender<E> extends OutputStreamAppender<E> {

    @Override
    public void start() {
        setOutputStream(new FileOutputStream(FileDescriptor.out));
        super.start();
    }
}
