/**
 * The HTTP interface of the controller's node, on the port of Akka Management.
 *
 * <p>Start with {@link io.stoker.http.ReadinessCheck}, which answers {@code /ready}. It sends messages to the
 * controller like a client, and must never depend on the controller's room.
 */
@NullMarked
package io.stoker.http;

import org.jspecify.annotations.NullMarked;
