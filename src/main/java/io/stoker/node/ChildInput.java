package io.stoker.node;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The standard input of a child, written on a thread of its own: a child that is frozen, or has not begun to read, does
 * not hold up its launcher.
 */
final class ChildInput {
    private final OutputStream input;
    private final Consumer<String> log;
    private final ExecutorService writer;

    /** @param log hears of what could not be said */
    ChildInput(String name, OutputStream input, Consumer<String> log) {
        this.input = input;
        this.log = log;
        this.writer = new ThreadPoolExecutor(
                0,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, name + " input"),
                new ThreadPoolExecutor.DiscardPolicy()); // nobody listens after the end
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Sends a line. A child that has just ended does not hear it, which its exit tells as well. */
    void say(String line, String inWords) {
        writer.execute(() -> {
            try {
                input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                input.flush();
            } catch (IOException e) {
                log.accept("--- the launcher could not send " + inWords + ": " + e.getMessage());
            }
        });
    }

    /** Ends the input when all has been said. */
    void close() {
        writer.execute(() -> {
            try {
                input.close();
            } catch (IOException e) {
                log.accept("--- the launcher could not close the input: " + e.getMessage());
            }
        });
        writer.shutdown();
    }
}
