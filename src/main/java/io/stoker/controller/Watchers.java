package io.stoker.controller;

import io.stoker.task.FinishedTask;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who waits for which unfinished task. Those who have gone are told nothing, and are taken out little by little: a
 * client may have waited for a million tasks.
 */
final class Watchers {
    private static final int AT_ONCE = 5_000;

    private final TreeMap<Long, Map<Client, Boolean>> byTask = new TreeMap<>();
    /** Who has gone since the round began that is under way, and before; the latter are nowhere when it has ended. */
    private final Set<Client> gone = new HashSet<>();

    private final Set<Client> goneBefore = new HashSet<>();
    private long next = Long.MIN_VALUE;

    /** The client is told when the task has ended; what it is told is brief only if all its requests were. */
    void add(long task, Client client, boolean brief) {
        byTask.computeIfAbsent(task, t -> new LinkedHashMap<>(2)).merge(client, brief, Boolean::logicalAnd);
    }

    void finished(FinishedTask task) {
        Map<Client, Boolean> waiting = byTask.remove(task.taskId());
        if (waiting != null) {
            waiting.forEach((client, brief) -> {
                if (!isGone(client)) {
                    client.delivery().done(task, brief);
                }
            });
        }
    }

    private boolean isGone(Client client) {
        return gone.contains(client) || goneBefore.contains(client);
    }

    /** The session of the client is over. */
    void gone(Client client) {
        gone.add(client);
    }

    /** Takes some of those out who have gone; to be called often. */
    void look() {
        if (goneBefore.isEmpty()) {
            goneBefore.addAll(gone);
            gone.clear();
            next = Long.MIN_VALUE;
        }
        if (!goneBefore.isEmpty()) {
            sweep();
        }
    }

    private void sweep() {
        Iterator<Map.Entry<Long, Map<Client, Boolean>>> tasks =
                byTask.tailMap(next, true).entrySet().iterator();
        for (int i = 0; i < AT_ONCE && tasks.hasNext(); i++) {
            Map.Entry<Long, Map<Client, Boolean>> task = tasks.next();
            next = task.getKey() + 1;
            task.getValue().keySet().removeAll(goneBefore);
            if (task.getValue().isEmpty()) {
                tasks.remove();
            }
        }
        if (!tasks.hasNext()) {
            goneBefore.clear();
        }
    }

    /** For how many tasks somebody waits, or has waited who is not taken out yet. */
    int tasks() {
        return byTask.size();
    }
}
