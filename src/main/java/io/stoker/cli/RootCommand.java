package io.stoker.cli;

import io.stoker.cli.StandardOutput.Loss;
import io.stoker.cli.trial.Screen;
import io.stoker.node.HostPort;
import io.stoker.node.LocaleLetters;
import io.stoker.node.NodeException;
import io.stoker.node.Profile;
import io.stoker.node.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command {@code stoker}, and the options that all its commands share. */
final class RootCommand implements Callable<Integer> {
    private static final int HELP_WIDTH = 110;
    static final String PROFILE = "--profile";
    private static final String KNOWS_ALL = "completion";
    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    /** How commands that start, run or end processes react when their output cannot be written. */
    private static final Map<String, Loss> ON_LOSS = Map.of(
            "cluster", Loss.LEAVES_IT,
            "controller", Loss.LEAVES_IT,
            "engine", Loss.LEAVES_IT,
            "stop", Loss.LEAVES_IT,
            "demo", Loss.ENDS_IT_IN_ORDER,
            "example", Loss.ENDS_IT_IN_ORDER,
            "bench", Loss.ENDS_IT_IN_ORDER,
            "chaos", Loss.ENDS_IT_IN_ORDER);

    /** By their names, in the order of the help. To make all of them takes longer than a small command itself. */
    private static final Map<String, Function<RootCommand, CommandSpec>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("cluster", main -> new ClusterCommand(main).spec());
        COMMANDS.put("controller", main -> new ControllerCommand(main).spec());
        COMMANDS.put("engine", main -> new EngineCommand(main).spec());
        COMMANDS.put("stop", main -> new StopCommand(main).spec());
        COMMANDS.put("status", main -> new StatusCommand(main).spec());
        COMMANDS.put("run", main -> new RunCommand(main).spec());
        COMMANDS.put("result", main -> new ResultCommand(main).spec());
        COMMANDS.put("tasks", main -> new TasksCommand(main).spec());
        COMMANDS.put("explain", main -> new ExplainCommand(main).spec());
        COMMANDS.put("abort", main -> new AbortCommand(main).spec());
        COMMANDS.put("retry", main -> new RetryCommand(main).spec());
        COMMANDS.put("engines", main -> new EnginesCommand(main).spec());
        COMMANDS.put("drain", ChangeEngineCommand::drain);
        COMMANDS.put("resume", ChangeEngineCommand::resume);
        COMMANDS.put("watch", main -> new WatchCommand(main).spec());
        COMMANDS.put("events", main -> new EventsCommand(main).spec());
        COMMANDS.put("logs", main -> new LogsCommand(main).spec());
        COMMANDS.put("doctor", main -> new DoctorCommand(main).spec());
        COMMANDS.put("link", main -> new LinkCommand(main).spec());
        COMMANDS.put("join-token", main -> new JoinTokenCommand(main).spec());
        COMMANDS.put("issued", main -> new IssuedCommand(main).spec());
        COMMANDS.put("revoke", main -> new RevokeCommand(main).spec());
        COMMANDS.put("shell", main -> new ShellCommand(main).spec());
        COMMANDS.put("demo", main -> new DemoCommand().spec());
        COMMANDS.put("example", main -> new ExampleCommand(main).spec());
        COMMANDS.put("bench", main -> new BenchCommand().spec());
        COMMANDS.put("chaos", main -> new ChaosCommand().spec());
        COMMANDS.put("flood", main -> new FloodCommand().spec());
        COMMANDS.put("java", main -> new JavaCommand().spec());
        COMMANDS.put("classpath", main -> new ClassPathCommand().spec());
        COMMANDS.put(KNOWS_ALL, main -> new CompletionCommand().spec());
        COMMANDS.put("warm-up", main -> new WarmUpCommand(main).spec());
    }

    private final OptionSpec profile = Options.text(PROFILE, "NAME")
            .defaultValue(Profile.DEFAULT)
            .scopeType(ScopeType.INHERIT)
            .description("Which cluster: the folder NAME under STOKER_HOME or ~/.stoker (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec verbose = Options.flag("--verbose")
            .scopeType(ScopeType.INHERIT)
            .description("Show the stack trace of an error.")
            .build();
    private final OptionSpec help = Options.flag("-h", "--help")
            .scopeType(ScopeType.INHERIT)
            .usageHelp(true)
            .description("Show this help and exit.")
            .build();
    private final OptionSpec version = Options.flag("-V", "--version")
            .scopeType(ScopeType.INHERIT)
            .versionHelp(true)
            .description("Show the version and exit.")
            .build();
    private final CommandSpec spec;

    /** @param only the one command that is to be understood; null for all */
    private RootCommand(@Nullable Function<RootCommand, CommandSpec> only) {
        spec = Options.command("stoker", this, "A durable, fault-tolerant, load-balanced task system.")
                .version("stoker " + Version.current() + " on Java " + Runtime.version());
        spec.usageMessage()
                .footer(
                        "  scripts/stoker demo                   a tour of everything, in a minute",
                        "  scripts/stoker cluster -n 4           start a controller and four engines; Ctrl-C ends them",
                        "  scripts/stoker shell                  submit tasks interactively",
                        "  scripts/stoker cluster --help         the options of a command",
                        "  scripts/stoker stop                   end a cluster that runs in the background");
        Stream.of(profile, verbose, help, version).forEach(spec::addOption);
        if (only == null) {
            COMMANDS.values().forEach(command -> add(command.apply(this)));
        } else {
            add(only.apply(this));
        }
    }

    /** Runs one command; returns its exit code. */
    static int run(StandardOutput output, String[] args) {
        try {
            for (String word : args) {
                LocaleLetters.require(word, "the command line");
            }
            CommandLine line = commandLine(args);
            line.setExecutionStrategy(parsed -> {
                if (parsed.hasSubcommand()) {
                    String command = parsed.subcommand().commandSpec().name();
                    output.onLoss(ON_LOSS.getOrDefault(command, Loss.ENDS_IT));
                }
                return new CommandLine.RunLast().execute(parsed);
            });
            return line.execute(args);
        } catch (NodeException e) {
            System.err.println("stoker: " + e.getMessage());
            return 2;
        } catch (Throwable e) {
            return Errors.fatal(e, System.err, List.of(args).contains("--verbose"));
        }
    }

    /** For these words, or any of which the first is the same command. */
    static CommandLine commandLine(String... words) {
        RootCommand main = new RootCommand(onlyOne(words));
        CommandLine line = new CommandLine(main.spec, Options.FACTORY)
                .setUsageHelpWidth(HELP_WIDTH)
                .setAllowSubcommandsAsOptionParameters(true)
                .setExpandAtFiles(false); // a script may begin in an @
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Screen.hasColours() ? Ansi.ON : Ansi.OFF));
        line.setExecutionExceptionHandler(new Errors(main::verbose));
        line.setParameterExceptionHandler(Errors::notUnderstood);
        return line;
    }

    /** The command that is the first word; null if it is none, or one that has to know the others. */
    private static @Nullable Function<RootCommand, CommandSpec> onlyOne(String... words) {
        boolean value = false;
        for (String word : words) {
            if (HELP.contains(word)) { // before the command, it is about all of them
                return null;
            }
            if (!value && !word.startsWith("-")) {
                return word.equals(KNOWS_ALL) ? null : COMMANDS.get(word);
            }
            value = word.equals(PROFILE);
        }
        return null;
    }

    Profile profile() {
        return Profile.named(profile.getValue());
    }

    boolean verbose() {
        return Options.isSet(verbose);
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return spec.exitCodeOnInvalidInput();
    }

    private void add(CommandSpec command) {
        command.version(spec.version());
        command.subcommands().values().forEach(each -> each.getCommandSpec().version(spec.version()));
        spec.addSubcommand(command.name(), new CommandLine(command, Options.FACTORY));
    }

    static HostPort hostPort(String text) {
        try {
            return HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
