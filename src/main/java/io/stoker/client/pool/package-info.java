/**
 * The interfaces of {@code java.util.concurrent} for functions that run as tasks, for code that knows nothing of
 * Stoker.
 *
 * <p>Start with {@link io.stoker.client.pool.StokerExecutor}, and inside with {@code TaskExecutor}; a
 * {@code PooledTask} is the future of one function. A {@link io.stoker.client.pool.Submitter} runs the functions:
 * nothing here knows how, or depends on the rest of {@code io.stoker.client}.
 */
@NullMarked
package io.stoker.client.pool;

import org.jspecify.annotations.NullMarked;
