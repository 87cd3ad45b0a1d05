package io.stoker.client.multi;

/**
 * An engine that calls go to.
 *
 * @param id its small id when it was chosen
 * @param instance the engine itself: another one that has the id later is not meant
 */
record Target(int id, String instance) {}
