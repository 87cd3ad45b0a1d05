package io.stoker.api;

import java.util.List;

/**
 * The engines that are registered.
 *
 * @param engines ascending by id
 */
public record EnginesDocument(List<EngineDocument> engines) {}
