/**
 * The Groovy kernel, which is the default: {@code a=10} is a task.
 *
 * <p>Start with {@link io.stoker.kernel.groovy.GroovyKernel}. Most of what is here exists because a plain
 * {@code GroovyShell} keeps every class it ever compiled, forgets functions and imports from one source to the next,
 * cannot be stopped, and shows its own insides in every stack trace. Nothing may depend on this package; kernels are
 * found by {@link io.stoker.kernel.Kernels}.
 */
@NullMarked
package io.stoker.kernel.groovy;

import org.jspecify.annotations.NullMarked;
