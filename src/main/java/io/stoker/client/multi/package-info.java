/**
 * The MultiEngine interface: direct calls on the namespaces of engines.
 *
 * <p>Start with {@link io.stoker.client.multi.MultiEngineClient}, and inside with {@code Operations}, which has each
 * operation once, and {@code CallLine}, the calls of this client to one engine, which are done once and in order
 * whatever becomes of connections. Never depends on the Task interface.
 */
@NullMarked
package io.stoker.client.multi;

import org.jspecify.annotations.NullMarked;
