/**
 * Makes certificates: the authority of a profile, and what it issues.
 *
 * <p>Start with {@link io.stoker.trust.authority.Authority}. Only the commands and processes that make keys load this
 * package, and with it the library that writes certificates.
 */
@NullMarked
package io.stoker.trust.authority;

import org.jspecify.annotations.NullMarked;
