package io.stoker.cli.chaos;

/** What can be done to a cluster. */
enum Fault {
    KILL_ENGINE("kill -9 of an engine", 4),
    KILL_ENGINES("kill -9 of half of the engines at once", 1),
    KILL_CONTROLLER("kill -9 of the controller", 3),
    KILL_CLIENT("kill -9 of a client", 2),
    KILL_TOGETHER("kill -9 of the controller, an engine and a client at once", 1),
    KILL_ALL("kill -9 of everything, launcher and clients included", 1),
    PAUSE_ENGINE("SIGSTOP of an engine, then SIGCONT", 3),
    PAUSE_CONTROLLER("SIGSTOP of the controller, then SIGCONT", 2),
    FILL_DISK("no space left for the ledger, for a while", 1);

    private final String text;
    private final int weight;

    Fault(String text, int weight) {
        this.text = text;
        this.weight = weight;
    }

    /** What a person reads. */
    String text() {
        return text;
    }

    /** How often it happens in comparison with others. */
    int weight() {
        return weight;
    }

    /** Whether it lasts until it is taken back. */
    boolean lasts() {
        return this == PAUSE_ENGINE || this == PAUSE_CONTROLLER || this == FILL_DISK;
    }
}
