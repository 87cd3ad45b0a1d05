package io.stoker.cli;

import io.stoker.cli.remote.CallException;
import io.stoker.task.StokerException;
import io.stoker.task.Visible;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person sees when a command goes wrong: one line that says what to do, and more only when asked for. */
final class Errors implements CommandLine.IExecutionExceptionHandler {
    private static final String VERBOSE = " (--verbose shows the stack trace)";
    private static final int FAILED = 1;

    /** The code of nodes that are out of memory. */
    private static final int OUT_OF_MEMORY = 3;

    private final BooleanSupplier verbose;

    Errors(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        err.println("stoker: " + text(error));
        if (verbose.getAsBoolean()) {
            error.printStackTrace(err);
        }
        err.flush();
        return error instanceof CallException call
                ? call.code()
                : line.getCommandSpec().exitCodeOnExecutionException();
    }

    /**
     * Says why nothing goes on; what the JVM itself lacks, as memory or open files, is told by an {@link Error}.
     *
     * @return the exit code
     */
    static int fatal(Throwable error, PrintStream err, boolean verbose) {
        String hint = String.valueOf(error.getMessage()).contains("Too many open files")
                ? ": raise the limit of open files, see 'ulimit -n'"
                : "";
        err.println("stoker: " + Visible.of(error.toString()) + hint + (verbose ? "" : VERBOSE));
        if (verbose) {
            error.printStackTrace(err);
        }
        err.flush();
        return error instanceof OutOfMemoryError ? OUT_OF_MEMORY : FAILED;
    }

    /** One line for a command line that makes no sense, and where to learn more. */
    static int notUnderstood(ParameterException error, String[] args) {
        CommandLine line = error.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("stoker: " + Visible.of(String.valueOf(error.getMessage())));
        UnmatchedArgumentException.printSuggestions(error, err);
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Our own errors are written to be read; of others the type is half of what they say. */
    private String text(Exception error) {
        String message = error.getMessage();
        if (error instanceof StokerException && message != null) {
            return message;
        }
        return Visible.of(error.toString()) + (verbose.getAsBoolean() ? "" : VERBOSE);
    }
}
