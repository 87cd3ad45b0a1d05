package io.stoker.cli.shell;

/** What a shell does while its user reads or types. */
final class Background {
    private Background() {}

    static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
