/**
 * Commands that ask a running cluster over HTTP, and are no members of it.
 *
 * <p>Start with {@link io.stoker.cli.remote.Api}, which sends a request and says in one exception why there is no
 * answer. The other classes turn an answer into lines and an exit code of {@link io.stoker.cli.remote.ExitCodes}. They
 * start in a moment, because they load neither Akka nor Groovy, nor jackson-databind:
 * {@link io.stoker.cli.remote.JsonObject} is all they need of JSON. Must never depend on the commands that use them.
 */
@NullMarked
package io.stoker.cli.remote;

import org.jspecify.annotations.NullMarked;
