package io.stoker.wire;

import io.stoker.task.AttemptId;
import io.stoker.task.TaskProgress;

/** How far the attempt that an engine runs has come. */
public record AttemptProgress(AttemptId attempt, TaskProgress progress) {}
