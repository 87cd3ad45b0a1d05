/**
 * The documents of the HTTP interface: what its answers consist of, and how values look in JSON. The command line reads
 * them with a smaller reader of its own, because it starts sooner without jackson-databind.
 *
 * <p>Start with {@link io.stoker.api.TaskDocument}; {@link io.stoker.api.JsonValues} is about values. The documents are
 * records, which {@link io.stoker.api.Json} writes: a component that is null is left out, and times are text as in ISO
 * 8601. Nothing here knows of HTTP, Akka, or where the data comes from; it must never depend on anything but
 * {@code task}.
 */
@NullMarked
package io.stoker.api;

import org.jspecify.annotations.NullMarked;
