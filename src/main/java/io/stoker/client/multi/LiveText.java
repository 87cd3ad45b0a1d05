package io.stoker.client.multi;

/**
 * Output of an engine while a call runs there.
 *
 * @param engineId the engine
 * @param error whether to its error output
 * @param text any part of it, not by lines
 */
public record LiveText(int engineId, boolean error, String text) {}
