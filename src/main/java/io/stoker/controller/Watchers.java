package io.stoker.controller;

import akka.actor.typed.ActorRef;
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

    private final TreeMap<Long, Map<ActorRef<Object>, Boolean>> byTask = new TreeMap<>();
    /** Who has gone since the round began that is under way, and before; the latter are nowhere when it has ended. */
    private final Set<ActorRef<Object>> gone = new HashSet<>();

    private final Set<ActorRef<Object>> goneBefore = new HashSet<>();
    private long next = Long.MIN_VALUE;

    /** The delivery is told when the task has ended; what it is told is brief only if all its requests were. */
    void add(long task, ActorRef<Object> delivery, boolean brief) {
        byTask.computeIfAbsent(task, t -> new LinkedHashMap<>(2)).merge(delivery, brief, Boolean::logicalAnd);
    }

    void finished(FinishedTask task) {
        Map<ActorRef<Object>, Boolean> waiting = byTask.remove(task.taskId());
        if (waiting != null) {
            waiting.forEach((delivery, brief) -> {
                if (!isGone(delivery)) {
                    delivery.tell(new Delivery.Done(task, brief));
                }
            });
        }
    }

    private boolean isGone(ActorRef<Object> delivery) {
        return gone.contains(delivery) || goneBefore.contains(delivery);
    }

    /** The delivery has ended, for good. */
    void gone(ActorRef<Object> delivery) {
        gone.add(delivery);
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
        Iterator<Map.Entry<Long, Map<ActorRef<Object>, Boolean>>> tasks =
                byTask.tailMap(next, true).entrySet().iterator();
        for (int i = 0; i < AT_ONCE && tasks.hasNext(); i++) {
            Map.Entry<Long, Map<ActorRef<Object>, Boolean>> task = tasks.next();
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
