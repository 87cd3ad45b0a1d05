package io.stoker.cli;

import io.stoker.task.StokerException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person sees when a command goes wrong: one line that says what to do, and more only when asked for. */
final class Errors implements CommandLine.IExecutionExceptionHandler {
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
        return line.getCommandSpec().exitCodeOnExecutionException();
    }

    /** One line for a command line that makes no sense, and where to learn more. */
    static int notUnderstood(ParameterException error, String[] args) {
        CommandLine line = error.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("stoker: " + error.getMessage());
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
        return error + (verbose.getAsBoolean() ? "" : " (--verbose shows where it comes from)");
    }
}
