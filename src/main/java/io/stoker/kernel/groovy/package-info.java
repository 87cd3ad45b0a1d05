/**
 * The Groovy kernel, which is the default: {@code a=10} is a task.
 *
 * <p>Start with {@link io.stoker.kernel.groovy.GroovyKernel}. Most of this package exists because a plain
 * {@code GroovyShell} keeps every class it ever compiled, forgets functions and imports from one source to the next,
 * cannot be interrupted, and shows its internals in every stack trace. Nothing may depend on this package;
 * {@link io.stoker.kernel.Kernels} finds kernels.
 */
@NullMarked
package io.stoker.kernel.groovy;

import org.jspecify.annotations.NullMarked;
