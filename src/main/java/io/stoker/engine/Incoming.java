package io.stoker.engine;

import io.stoker.wire.ToDirect;

/**
 * A direct call that has come, to be done in its turn.
 *
 * @param line where its answer goes
 * @param number of its item
 */
record Incoming(CallerLine line, long number, ToDirect.Call call) {}
