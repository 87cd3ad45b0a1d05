/**
 * Who may be a peer: the keys and certificates of a profile, and the check of those that others show.
 *
 * <p>Start with {@link io.stoker.trust.Tls}, the identity of a process while it runs: its
 * {@link io.stoker.trust.Credentials}, and a {@link io.stoker.trust.PeerCheck} for the certificates of others.
 * {@link io.stoker.trust.KeyFolder} is where a profile keeps its keys, and {@link io.stoker.trust.authority} makes
 * them. Only the JDK is used here: neither Akka, nor a library for cryptography.
 */
@NullMarked
package io.stoker.trust;

import org.jspecify.annotations.NullMarked;
