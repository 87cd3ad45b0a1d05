package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.task.FinishedTask;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who waits for which unfinished task. */
final class Watchers {
    private final Map<Long, Map<ActorRef<Object>, Boolean>> byTask = new HashMap<>();

    /** The delivery is told when the task has ended; what it is told is brief only if all its requests were. */
    void add(long task, ActorRef<Object> delivery, boolean brief) {
        byTask.computeIfAbsent(task, t -> new LinkedHashMap<>(2)).merge(delivery, brief, Boolean::logicalAnd);
    }

    void finished(FinishedTask task) {
        Map<ActorRef<Object>, Boolean> waiting = byTask.remove(task.taskId());
        if (waiting != null) {
            waiting.forEach((delivery, brief) -> delivery.tell(new Delivery.Done(task, brief)));
        }
    }

    void gone(ActorRef<Object> delivery) {
        byTask.values().removeIf(waiting -> waiting.remove(delivery) != null && waiting.isEmpty());
    }
}
