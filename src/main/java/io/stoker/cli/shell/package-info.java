/**
 * The command {@code stoker shell}: Groovy, line by line or as a script, connected to a cluster.
 *
 * <p>Start with {@link io.stoker.cli.shell.Shell}. The evaluator knows Groovy, the REPL knows the terminal, and neither
 * knows the other's libraries. IPython1's names, such as {@code client.TaskClient} and {@code tc.get_task_result},
 * exist here only: the Java API has one spelling. So do its magics: {@code MagicSource} finds them in a source and
 * {@code Magics} executes them.
 */
@NullMarked
package io.stoker.cli.shell;

import org.jspecify.annotations.NullMarked;
