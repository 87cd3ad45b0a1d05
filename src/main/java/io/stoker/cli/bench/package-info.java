/**
 * The command {@code stoker bench}.
 *
 * <p>Start with {@link io.stoker.cli.bench.Bench}; each {@code Load} is a way in which a program may submit tasks.
 * Figures are printed, never judged.
 */
@NullMarked
package io.stoker.cli.bench;

import org.jspecify.annotations.NullMarked;
