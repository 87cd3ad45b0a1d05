package io.stoker.node;

import java.util.UUID;

/**
 * The launcher's word that the process of engines has ended: a confirmed death of each.
 *
 * @param node the start of the process that it was
 * @param code its exit code, 128 + the signal's number where a signal ended it
 */
public record NodeExited(UUID node, int code) {}
