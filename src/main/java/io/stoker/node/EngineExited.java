package io.stoker.node;

import java.util.UUID;

/**
 * The launcher's word that an engine's process has ended: a confirmed death.
 *
 * @param instance the start of the engine that it was
 * @param code the process's exit code, 128 + the signal's number where a signal ended it
 */
public record EngineExited(UUID instance, int code) {}
