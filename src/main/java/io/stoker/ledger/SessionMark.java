package io.stoker.ledger;

/**
 * How far a session has received its answers: what still comes under a key up to this one is a straggler.
 *
 * @param upTo the last key whose answer has arrived
 * @param at when that was said, in epoch milliseconds
 */
public record SessionMark(String session, long upTo, long at) {}
