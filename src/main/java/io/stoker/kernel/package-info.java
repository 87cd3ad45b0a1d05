/**
 * Namespaces that execute source: the language runtimes inside an engine.
 *
 * <p>Start with {@link io.stoker.kernel.Kernel}, the interface of a language, and
 * {@link io.stoker.kernel.KernelProvider}, through which it is found. Groovy is the default. A kernel does not know
 * clusters, ledgers or messages; it may use only {@code io.stoker.task}.
 */
@NullMarked
package io.stoker.kernel;

import org.jspecify.annotations.NullMarked;
