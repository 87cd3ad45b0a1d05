package io.stoker.http;

/**
 * Who sends a request, as far as it is known.
 *
 * @param name a token or a browser's session, as {@code token read}; never the secret itself
 * @param capability what it may do
 * @param byCookie whether a browser has sent the proof by itself, as it does also for pages of others
 */
record Caller(String name, Capability capability, boolean byCookie) {}
