/**
 * Namespaces that execute source: the language runtimes inside an engine.
 *
 * <p>Start with {@link io.stoker.kernel.Kernel}, what a language must do, and {@link io.stoker.kernel.KernelProvider},
 * how one is found. Groovy is the default. A kernel knows nothing of clusters, ledgers or wires; it may use only
 * {@code io.stoker.task}.
 */
@NullMarked
package io.stoker.kernel;

import org.jspecify.annotations.NullMarked;
