package acme;

import io.stoker.client.TaskClient;
import io.stoker.client.TaskHandle;
import io.stoker.task.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;

/** Functions that wait for a sign, so that something can be killed in between. */
final class Patience {
    private static final int LOOK_EVERY_MILLIS = 20;
    private static final int SOME = 50;
    private static final int MANY = 300;
    private static final int LEFT = 20;

    private Patience() {}

    /** Submits a function and a map that wait, and prints what comes of them. */
    static void await(TaskClient tc, Path folder) {
        String place = folder.toString();
        TaskHandle<Account> waiting = tc.submit(() -> new Account("attempt " + waited(place, "function"), 1));
        List<Integer> squares = tc.mapper().bar().map(
                n -> {
                    if (n == SOME) {
                        waited(place, "map");
                    }
                    return n * n;
                },
                IntStream.rangeClosed(0, MANY).boxed().toList());
        System.out.println(squares.size() + " squares up to " + squares.get(MANY));
        System.out.println("task " + waiting.id() + ": " + waiting.join());
    }

    /** Submits functions, says so, and waits to be killed. */
    static void leave(TaskClient tc, Path folder) {
        long first = tc.submit(() -> new Account("left", 1)).id();
        for (int i = 1; i <= LEFT; i++) {
            Account account = new Account("left", i);
            tc.submit(() -> Texts.marked("left " + account.pay(1).cents())).id();
        }
        write(folder.resolve("left"), first + " " + LEFT);
        pauseUntil(folder.resolve("never"));
    }

    /** @return which attempt this is */
    private static int waited(String folder, String name) {
        Path place = Path.of(folder);
        write(place.resolve(name), String.valueOf(ProcessHandle.current().pid()));
        pauseUntil(place.resolve("go"));
        return TaskContext.current().attempt();
    }

    private static void pauseUntil(Path sign) {
        try {
            while (!Files.exists(sign)) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted before there was " + sign, e);
        }
    }

    /** So that nobody reads half of it. */
    private static void write(Path file, String text) {
        try {
            Path part = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
