/**
 * Support for commands that start their own cluster and show it at work.
 *
 * <p>Start with {@link io.stoker.cli.trial.OwnCluster}: real JVMs in a temporary profile, which is removed when it is
 * closed. Must never depend on the commands that use it.
 */
@NullMarked
package io.stoker.cli.trial;

import org.jspecify.annotations.NullMarked;
