package io.stoker.task;

/** A task failed because the engines that ran it were lost, or an engine was lost during a direct call. */
public final class EngineLostException extends TaskFailedException {
    private static final long serialVersionUID = 1L;

    public EngineLostException(long taskId, Failure failure) {
        super(taskId, failure);
    }

    private EngineLostException(String message, Failure failure) {
        super(message, failure);
    }

    /**
     * An engine was lost during a direct call, which may or may not have run.
     *
     * @param evidence the evidence of its loss
     */
    public static EngineLostException ofCall(int engineId, String evidence) {
        String message = "engine " + engineId + " was lost, together with its unfinished calls: " + evidence;
        return new EngineLostException(message, Failure.of(Failure.Kind.ENGINE_LOST, "EngineLost", message));
    }
}
