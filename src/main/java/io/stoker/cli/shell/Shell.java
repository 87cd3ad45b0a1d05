package io.stoker.cli.shell;

import io.stoker.cli.trial.Screen;
import io.stoker.node.HostPort;
import io.stoker.node.LogTarget;
import io.stoker.node.Profile;
import io.stoker.task.Feature;
import io.stoker.task.SourceText;
import io.stoker.task.StokerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Groovy with a cluster at hand: a REPL on a terminal, or a script that is run and not spoken of.
 *
 * @param profile which cluster; keeps the history and the log
 * @param address where the controller listens, in place of what the profile says
 * @param settings of {@code reference.conf} in place of their defaults, for each connection
 * @param verbose whether errors come with their stack traces
 */
public record Shell(Profile profile, Optional<HostPort> address, Map<String, String> settings, boolean verbose) {
    /** What a script that uses the shell's own cluster has in it. */
    private static final Pattern USES_CLUSTER = Pattern.compile("\\b(tc|mec)\\b|^\\s*%", Pattern.MULTILINE);

    /** What one has in it that makes connections itself. */
    private static final Pattern CONNECTS = Pattern.compile("\\b(tc|mec)\\s*=[^=]|\\bconnect\\s*\\(");

    /** Talks until the user has had enough. */
    public int converse() {
        return SourceThread.call(this::talk);
    }

    private int talk() {
        Feature.SHELL.requireLibraries();
        try (Connections connections = connections()) {
            return new Repl(this, connections).run();
        }
    }

    /**
     * Runs a script up to its first error, which goes to standard error.
     *
     * @return 0 when all of it ran
     */
    public int run(String source) {
        return SourceThread.call(() -> runHere(source));
    }

    private int runHere(String source) {
        try (Connections connections = connections()) {
            if (usesCluster(source)) {
                connections.prepareIfKnown();
            }
            Screen screen = new Screen(System.out, false);
            MagicSource magic = MagicSource.of(source, false);
            new GroovySession(new Variables(connections, screen::say)).run(magic.groovy(), "script");
            return 0;
        } catch (Throwable e) { // whatever the user's code throws
            System.out.flush();
            System.err.println(Problems.text(e, verbose));
            return 1;
        }
    }

    /**
     * Whether a script is likely to need the shell's own connection. Where that is wrong, it is only made later, or in
     * vain.
     */
    static boolean usesCluster(String source) {
        return USES_CLUSTER.matcher(source).find() && !CONNECTS.matcher(source).find();
    }

    /** As {@link #run(String)}, for what stands in a file. */
    public int run(Path file) {
        try {
            return run(SourceText.decode(Files.readAllBytes(file), file.toString()));
        } catch (NoSuchFileException e) {
            throw new StokerException("there is no file " + file + ", and this is not HOST:PORT", e);
        } catch (IOException e) {
            throw new StokerException("cannot read " + file + ": " + e, e);
        }
    }

    /** As {@link #run(String)}, for what comes by standard input. */
    public int runInput() {
        try {
            return run(SourceText.decode(System.in.readAllBytes(), "the script on standard input"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read standard input: " + e, e);
        }
    }

    /** Loads what a REPL and a script load, for the class data archive. */
    public static void warmUp(Profile profile) {
        Shell shell = new Shell(profile, Optional.empty(), Map.of(), false);
        Repl.warmUp(shell);
        shell.run("[1].each { x = it }");
    }

    private Connections connections() {
        LogTarget.toFile(profile.create());
        return new Connections(profile, address, settings);
    }
}
