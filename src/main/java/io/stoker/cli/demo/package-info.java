/**
 * The command {@code stoker demo}, which also checks everything that it shows.
 *
 * <p>Start with {@link io.stoker.cli.demo.Demo}; each {@code Chapter} is a part of it. Everything uses the public
 * interface, as in a user's program: nothing here may use Stoker's internals.
 */
@NullMarked
package io.stoker.cli.demo;

import org.jspecify.annotations.NullMarked;
