/**
 * The MultiEngine interface: direct calls on the namespaces of engines.
 *
 * <p>Start with {@link io.stoker.client.multi.MultiEngineClient}, and inside with {@code Operations}, which implements
 * each operation once, and {@code CallLine}, the calls of this client to one engine and the channel that they go over.
 * Must never depend on the Task interface.
 */
@NullMarked
package io.stoker.client.multi;

import org.jspecify.annotations.NullMarked;
