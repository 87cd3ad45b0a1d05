/**
 * Who may be a peer: the keys and certificates of a profile, and the check of those that others show.
 *
 * <p>Start with Tls, the identity of a process while it runs: its
 * Credentials, and a PeerCheck for the certificates of others.
 * KeyFolder is where a profile keeps its keys, and trust.authority makes
 * them. Only the JDK is used here: neither Akka, nor a library for cryptography.
 */
@NullMarked
package io.stoker.trust;

import org.jspecify.annotations.NullMarked;
