package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.task.ControllerUnreachableException;
import io.stoker.task.StokerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * The common base of the examples: a name, options, and a way to start them. {@code scripts/stoker example} runs them
 * on the cluster of a profile or on one of their own; each has a {@code main} besides.
 */
public abstract class Example {
    private static final int ENGINES = 4;
    private static final double LONGEST_SECONDS = 3600;

    private final String about;
    private final List<String> names;
    private final List<OptionSpec> options = new ArrayList<>();

    /**
     * An example.
     *
     * @param about what it shows, in a line
     * @param names those that it gives to variables and properties of engines
     */
    protected Example(String about, String... names) {
        this.about = about;
        this.names = List.of(names);
    }

    /**
     * Does what it has to show, and prints it.
     *
     * @throws StokerException if something does not hold that it claims; the message says what
     */
    public abstract void run(Stoker stoker) throws IOException;

    /**
     * As {@link #run}, on a cluster that is used for other things: leaves no names and properties of its own on the
     * engines. The results of its tasks stay in the ledger.
     */
    public final void runAsGuest(Stoker stoker) throws IOException {
        try (MultiEngineClient mec = stoker.multiEngineClient()) {
            EngineCleanup cleanup = EngineCleanup.of(mec, names);
            try {
                run(stoker);
            } finally {
                cleanup.run(mec);
            }
        }
    }

    /** Its name on the command line: that of its class, as {@code first-task} for {@code FirstTask}. */
    public final String name() {
        return getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** A line that says what it shows. */
    public final String about() {
        return about;
    }

    /** Its options, set by the parser of the command line. */
    public final List<OptionSpec> options() {
        return Collections.unmodifiableList(options);
    }

    /**
     * Sets its options from a command line.
     *
     * @throws IllegalArgumentException if that makes no sense; the message says why
     */
    public final Example with(String... arguments) {
        CommandSpec spec = CommandSpec.create();
        options.forEach(spec::addOption);
        try {
            new CommandLine(spec).parseArgs(arguments);
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return this;
    }

    /** What {@code main} does: runs on the cluster of the default profile, or, without one, in this JVM. */
    protected final void start(String... arguments) throws IOException {
        with(arguments);
        try (Stoker stoker = connect()) {
            runAsGuest(stoker);
        }
    }

    private static Stoker connect() {
        try {
            return Stoker.connect();
        } catch (ControllerUnreachableException e) {
            throw e;
        } catch (StokerException e) {
            say("%s%nThere are %d engines in this JVM now.", e.getMessage(), ENGINES);
            return Stoker.local(ENGINES);
        }
    }

    /** An option that is a whole number. */
    protected final Supplier<Integer> number(String name, int usual, int least, int most, String what) {
        OptionSpec option = OptionSpec.builder(name)
                .type(int.class)
                .converters(text -> whole(text, least, most))
                .paramLabel("N")
                .defaultValue(Integer.toString(usual))
                .description(what + " (default: ${DEFAULT-VALUE}).")
                .build();
        options.add(option);
        return option::getValue;
    }

    /** An option that is a time in seconds, with decimals or not. */
    protected final Supplier<Double> seconds(String name, double usual, String what) {
        OptionSpec option = OptionSpec.builder(name)
                .type(double.class)
                .converters(Example::time)
                .paramLabel("SECONDS")
                .defaultValue(Double.toString(usual))
                .description(what + " (default: ${DEFAULT-VALUE}).")
                .build();
        options.add(option);
        return option::getValue;
    }

    /** An option that is the path of a file. */
    protected final Supplier<Path> file(String name, String usual, String what) {
        OptionSpec option = OptionSpec.builder(name)
                .type(Path.class)
                .paramLabel("FILE")
                .defaultValue(usual)
                .description(what + " (default: ${DEFAULT-VALUE}).")
                .build();
        options.add(option);
        return option::getValue;
    }

    private static int whole(String text, int least, int most) {
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new TypeConversionException("must be a number from " + least + " to " + most + ", not '" + text + "'");
    }

    private static double time(String text) {
        if (text.matches("\\d{1,9}(\\.\\d{1,9})?|\\.\\d{1,9}") && Double.parseDouble(text) <= LONGEST_SECONDS) {
            return Double.parseDouble(text);
        }
        throw new TypeConversionException(
                "must be a number of seconds from 0 to " + (int) LONGEST_SECONDS + ", as 0.5, not '" + text + "'");
    }

    /** Prints a line. */
    protected static void say(String format, @Nullable Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /**
     * Checks a claim of the example.
     *
     * @throws StokerException with the text {@code otherwise} if it does not hold
     */
    protected static void check(boolean holds, String otherwise, @Nullable Object... values) {
        if (!holds) {
            throw new StokerException(
                    "this should be true, but is not: " + String.format(Locale.ROOT, otherwise, values));
        }
    }
}
