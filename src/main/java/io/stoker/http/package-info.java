/**
 * What the controller's node says over HTTP, on the port of Akka Management.
 *
 * <p>Start with {@link io.stoker.http.ReadinessCheck}, which {@code /ready} asks. It talks with the controller by
 * messages like a client does, and never depends on the controller's room.
 */
@NullMarked
package io.stoker.http;

import org.jspecify.annotations.NullMarked;
