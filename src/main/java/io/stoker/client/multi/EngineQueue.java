package io.stoker.client.multi;

import java.util.List;

/**
 * The queue of an engine.
 *
 * @param engineId the engine
 * @param queue the queued direct calls, in order, and the tasks behind them
 * @param pending the running call or task; empty for none
 */
public record EngineQueue(int engineId, List<String> queue, String pending) {}
