/**
 * The HTTP interface of the controller's node: a server of our own, with Akka Management's routes in it.
 *
 * <p>Start with {@link io.stoker.http.RequestHandler}: it decides who may send what, before any route sees a request.
 * {@link io.stoker.http.HttpServer} puts the parts together; {@link io.stoker.http.HttpConnections} bounds connections.
 * A new route stands within {@link io.stoker.http.Permission}, reads its body by {@link io.stoker.http.JsonBody}, and
 * can rely on a caller that is known, a body of JSON and an audit of what it changes.
 *
 * <p>It sends messages to the controller like a client, and must never depend on the controller's room. Only
 * {@link io.stoker.http.Capability} and the classes whose names begin with {@code Http}, but for the server and its
 * connections, may be mentioned by others without akka-http on the class path.
 */
@NullMarked
package io.stoker.http;

import org.jspecify.annotations.NullMarked;
