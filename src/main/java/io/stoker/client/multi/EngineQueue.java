package io.stoker.client.multi;

import java.util.List;

/**
 * What an engine has to do.
 *
 * @param engineId the engine
 * @param queue the direct calls that wait, in order, and the tasks behind them
 * @param pending what runs; empty for nothing
 */
public record EngineQueue(int engineId, List<String> queue, String pending) {}
