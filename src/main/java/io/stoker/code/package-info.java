/** Objects and classes of Java programs on their way between clients and engines. */
@NullMarked
package io.stoker.code;

import org.jspecify.annotations.NullMarked;
