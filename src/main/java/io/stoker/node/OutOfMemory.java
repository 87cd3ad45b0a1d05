package io.stoker.node;

import io.stoker.wire.ExitCode;
import java.util.function.IntConsumer;
import org.slf4j.LoggerFactory;

/**
 * What an engine does about a thread of its own that has died of something: it says so, and for want of memory it ends.
 * User code that runs out of memory is not meant by this; its threads have a handler of their own.
 */
final class OutOfMemory implements Thread.UncaughtExceptionHandler {
    private final IntConsumer halt;

    OutOfMemory(IntConsumer halt) {
        this.halt = halt;
    }

    /** Has this JVM end when a thread without another handler runs out of memory. */
    static void endsThisJvm() {
        Thread.setDefaultUncaughtExceptionHandler(
                new OutOfMemory(code -> Runtime.getRuntime().halt(code)));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        try {
            LoggerFactory.getLogger(OutOfMemory.class).error("the thread {} has died", thread.getName(), thrown);
        } finally {
            if (thrown instanceof OutOfMemoryError) {
                halt.accept(ExitCode.OUT_OF_MEMORY.number());
            }
        }
    }
}
