/**
 * What commands need that start a cluster for themselves and show what it does.
 *
 * <p>Start with {@link io.stoker.cli.trial.OwnCluster}: real JVMs in a profile of their own, of which nothing is left
 * when it is closed. Never depends on the commands that use it.
 */
@NullMarked
package io.stoker.cli.trial;

import org.jspecify.annotations.NullMarked;
