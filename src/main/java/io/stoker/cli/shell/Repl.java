package io.stoker.cli.shell;

import groovy.lang.GroovySystem;
import io.stoker.cli.trial.Screen;
import io.stoker.client.multi.ResultList;
import io.stoker.node.Profile;
import io.stoker.node.Version;
import io.stoker.task.StokerException;
import io.stoker.task.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.codehaus.groovy.runtime.FormatHelper;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Help.Ansi.Style;

/** A shell on a terminal: reads a line, runs it, shows what comes out, in the look of the original. */
final class Repl {
    private static final Set<String> GOODBYES = Set.of("exit", "quit", "exit()", "quit()");
    private static final String HISTORY = "shell-history";
    private static final int LONGEST_HISTORY = 5_000;

    private final Shell shell;
    private final Connections connections;
    private final Variables variables;
    private final Screen screen = Screen.standard();
    private final CompletableFuture<GroovySession> evaluator = new CompletableFuture<>();

    Repl(Shell shell, Connections connections) {
        this.shell = shell;
        this.connections = connections;
        this.variables = new Variables(connections, screen::say);
    }

    /** Returns, with the exit code, when the user has had enough. */
    int run() {
        Background.run("groovy", this::startGroovy);
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            LineReader reader = reader(terminal, variables, shell.profile());
            greet();
            for (Optional<String> line = read(reader); line.isPresent(); line = read(reader)) {
                if (!line.get().isBlank()) {
                    run(line.get(), terminal);
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be used: " + e, e);
        }
    }

    /** Starting Groovy takes longer than it takes to show the first prompt, and less than to type the first line. */
    private void startGroovy() {
        try {
            GroovySession fresh = new GroovySession(variables);
            fresh.run("1 + 1", "Ready");
            evaluator.complete(fresh);
        } catch (Throwable e) { // to be told of when the first line is run
            evaluator.completeExceptionally(e);
        }
    }

    private void greet() {
        screen.say("Stoker " + Version.current() + ", Groovy " + GroovySystem.getVersion()
                + ". Predefined: client, stoker, tc and mec. Tab completes, Ctrl-D ends.");
        try {
            screen.say("The controller is at " + connections.where() + ".");
            connections.prepare();
        } catch (StokerException e) {
            screen.say(String.valueOf(e.getMessage()));
        }
        screen.say("");
    }

    private Optional<String> read(LineReader reader) {
        String where = variables.magics().isAuto() ? " px: " : ": ";
        String prompt = screen.styled("In [" + variables.next() + "]" + where, Style.fg_green);
        while (true) {
            try {
                String line = reader.readLine(prompt);
                return GOODBYES.contains(line.strip()) ? Optional.empty() : Optional.of(line);
            } catch (UserInterruptException e) {
                // Ctrl-C cancels the line: the next one has the same number.
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    private void run(String source, Terminal terminal) {
        int number = variables.next();
        variables.typed(source);
        Thread runner = Thread.currentThread();
        AtomicBoolean interrupted = new AtomicBoolean();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> {
            interrupted.set(true);
            runner.interrupt();
        });
        try {
            MagicSource magic = MagicSource.of(source, variables.magics().isAuto());
            GroovySession.Outcome outcome = evaluator.join().run(magic.groovy(), "In_" + number);
            if (outcome.value() != null && !outcome.isAssignment()) {
                variables.brought(outcome.value());
                if (!magic.endsInMagic()) { // which has shown it
                    out(number, shown(outcome.value()));
                }
            }
        } catch (StoppedWaitingException e) {
            screen.say(System.lineSeparator() + e.getMessage()); // the terminal has shown a ^C
        } catch (Throwable e) { // whatever the user's code throws
            boolean stopped = interrupted.get() || e instanceof InterruptedException;
            screen.say(stopped ? "interrupted" : Problems.text(e, shell.verbose()));
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            boolean unused = Thread.interrupted(); // what follows is not what was to be interrupted
        }
        screen.say("");
    }

    private static String shown(Object value) {
        return value instanceof ResultList ? value.toString() : Visible.of(FormatHelper.inspect(value));
    }

    private void out(int number, String text) {
        boolean tall = text.strip().contains("\n");
        screen.say(screen.styled("Out[" + number + "]: ", Style.fg_red) + (tall ? System.lineSeparator() : "") + text);
    }

    private static LineReader reader(Terminal terminal, Variables variables, Profile profile) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("stoker")
                .parser(new LineParser())
                .completer(new Completions(variables))
                .variable(LineReader.HISTORY_FILE, profile.folder().resolve(HISTORY))
                .variable(LineReader.HISTORY_SIZE, LONGEST_HISTORY)
                .variable(LineReader.HISTORY_FILE_SIZE, LONGEST_HISTORY)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "   ...: ")
                .variable(LineReader.INDENTATION, 0)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }

    /** All of it but the cluster, on a terminal where nobody types. */
    static void warmUp(Shell shell) {
        try (Connections none = new Connections(shell.profile(), Optional.empty());
                Terminal terminal = TerminalBuilder.builder()
                        .system(false)
                        .streams(InputStream.nullInputStream(), OutputStream.nullOutputStream())
                        .build()) {
            Repl repl = new Repl(shell, none);
            repl.startGroovy();
            reader(terminal, repl.variables, shell.profile());
            Screen nowhere = new Screen(new PrintStream(OutputStream.nullOutputStream()), false);
            nowhere.say(FormatHelper.inspect(repl.evaluator.join().run("[1, 2].collect { it + 1 }", "In_1")));
            GroovySession.isIncomplete("x = [");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
