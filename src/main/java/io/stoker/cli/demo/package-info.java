/**
 * What {@code stoker demo} shows, and how it checks what it shows.
 *
 * <p>Start with {@link io.stoker.cli.demo.Demo}; each {@code Chapter} is a part of it. Everything goes through the
 * public interface, as in a user's program: nothing here may know more of Stoker than a user does.
 */
@NullMarked
package io.stoker.cli.demo;

import org.jspecify.annotations.NullMarked;
