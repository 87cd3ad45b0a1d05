package io.stoker.cli.chaos;

/** How a task stands when all is over. */
sealed interface Standing {
    /** It has a result. */
    record Answered(Quiz.Reply reply) implements Standing {}

    /** It has ended without one, for this reason. */
    record Failed(String why) implements Standing {}

    /** There is no such task, or it does not end. */
    record Missing(String why) implements Standing {}
}
