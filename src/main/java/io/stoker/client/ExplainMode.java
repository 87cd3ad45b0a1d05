package io.stoker.client;

/** How much {@link TaskClient#explain(long, ExplainMode)} asks the engine of a running task. */
public enum ExplainMode {
    /** What the task has printed. */
    WITHOUT_STACK,
    /** Also what its thread does at the moment: its stack. */
    WITH_STACK
}
