package io.stoker.wire;

/**
 * How much an engine has to do, as it states with each heartbeat.
 *
 * @param busyNanos how long it has run attempts and direct calls since it was started, what runs included
 * @param heapUsed bytes of the heap of its JVM that are in use, which it may share with other engines
 * @param heapMax bytes that this heap may have
 */
public record EngineLoad(long busyNanos, long heapUsed, long heapMax) {}
