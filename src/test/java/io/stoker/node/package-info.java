/** Tests of the node room, with {@code FakeChildren} in place of the cluster's own JVMs. */
@NullMarked
package io.stoker.node;

import org.jspecify.annotations.NullMarked;
