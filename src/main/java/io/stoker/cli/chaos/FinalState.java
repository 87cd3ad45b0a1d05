package io.stoker.cli.chaos;

/** How a task stands when all is over. */
sealed interface FinalState {
    /** It has a result. */
    record Answered(Workload.Reply reply) implements FinalState {}

    /** It has ended without one, for this reason. */
    record Failed(String why) implements FinalState {}

    /** There is no such task, or it does not end. */
    record Missing(String why) implements FinalState {}
}
