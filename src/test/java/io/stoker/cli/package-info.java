/** Tests of the commands, mostly of what a person sees. */
@NullMarked
package io.stoker.cli;

import org.jspecify.annotations.NullMarked;
