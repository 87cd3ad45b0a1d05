/**
 * The HTTP interface of the controller's node: a server of our own, with routes for tasks and engines, and Akka
 * Management's, in it.
 *
 * <p>Start with {@link io.stoker.http.RequestHandler}: it decides who may send what, before any route sees a request.
 * {@link io.stoker.http.HttpServer} puts the parts together; {@link io.stoker.http.HttpConnections} bounds connections.
 * {@link io.stoker.http.HttpApi} lists the routes below {@code /api/v1}. A new one is an
 * {@link io.stoker.http.ApiRoute} there, has an entry in {@code openapi.json}, and can rely on a caller that is known
 * and may do that, a body of JSON and an audit of what it changes; what it throws becomes a problem document.
 *
 * <p>It uses the ordinary client, on the controller's own cluster node, and must never depend on the controller's room.
 * Only events come from the ledger's store: every answer by the controller would cost it more than what it brings. Only
 * {@link io.stoker.http.Capability} and the classes whose names begin with {@code Http}, but for the server, its
 * connections and its routes, may be mentioned by others without akka-http on the class path.
 */
@NullMarked
package io.stoker.http;

import org.jspecify.annotations.NullMarked;
