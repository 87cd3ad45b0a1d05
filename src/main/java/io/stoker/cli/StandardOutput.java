package io.stoker.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The standard output of a command, which ends when it cannot be written: without a word and with the code of a process
 * that SIGPIPE has ended when its reader has gone, and with a line on standard error for any other reason, as a full
 * disk. Java itself would go on as if nothing had happened.
 */
final class StandardOutput extends OutputStream {
    /** What a command does when it cannot be written. */
    enum Loss {
        /** It ends within a second: what it has begun elsewhere is cared for as after its death. */
        ENDS_IT,
        /** It ends in order, as it has processes of its own to end. */
        ENDS_IT_IN_ORDER,
        /** It goes on, for its work is not to print, and says so by its code at the end. */
        LEAVES_IT
    }

    /** 128 and the number of SIGPIPE. */
    static final int NOBODY_READS = 141;

    static final int CANNOT_BE_WRITTEN = 1;
    private static final long MOST_MILLIS_TO_END = 800;
    private static final int BUFFER = 8 << 10;
    private static final List<String> CHARSETS = List.of("stdout.encoding", "sun.stdout.encoding", "native.encoding");

    private final OutputStream out;
    private final PrintStream err;
    private final BiConsumer<Loss, Integer> exit;
    private volatile Loss loss = Loss.ENDS_IT;
    private volatile int code;

    /**
     * One that is written to {@code out}.
     *
     * @param err gets the reason, if there is one to be told
     * @param exit ends the JVM with this code, on another thread
     */
    StandardOutput(OutputStream out, PrintStream err, BiConsumer<Loss, Integer> exit) {
        this.out = out;
        this.err = err;
        this.exit = exit;
    }

    /** In the place of Java's own, for all of this JVM. */
    static StandardOutput install() {
        StandardOutput output =
                new StandardOutput(new FileOutputStream(FileDescriptor.out), System.err, StandardOutput::exit);
        System.setOut(new PrintStream(new BufferedOutputStream(output, BUFFER), true, charset()));
        return output;
    }

    /** On a thread of its own: whoever prints may hold what is needed for an orderly end. */
    private static void exit(Loss loss, int code) {
        if (loss == Loss.ENDS_IT) {
            CompletableFuture.delayedExecutor(MOST_MILLIS_TO_END, TimeUnit.MILLISECONDS)
                    .execute(() -> Runtime.getRuntime().halt(code));
        }
        Thread thread = new Thread(() -> System.exit(code), "output-gone");
        thread.setDaemon(true);
        thread.start();
    }

    /** That of Java's own output: that of the terminal if it is one. */
    private static Charset charset() {
        for (String property : CHARSETS) {
            String name = System.getProperty(property);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return Charset.defaultCharset();
    }

    /** What is to be done when it cannot be written. */
    void onLoss(Loss now) {
        loss = now;
    }

    /** The code for a command that has ended with {@code code}. */
    int code(int ended) {
        System.out.flush();
        return ended == 0 ? code : ended;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        if (code == 0) {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                cannotBeWritten(e);
            }
        }
    }

    private synchronized void cannotBeWritten(IOException e) {
        if (code != 0) {
            return;
        }
        String reason = String.valueOf(e.getMessage());
        code = reason.contains("Broken pipe") || reason.contains("Connection reset") ? NOBODY_READS : CANNOT_BE_WRITTEN;
        if (code == CANNOT_BE_WRITTEN) {
            err.println("stoker: cannot write to standard output: " + reason);
        }
        if (loss != Loss.LEAVES_IT) {
            exit.accept(loss, code);
        }
    }
}
