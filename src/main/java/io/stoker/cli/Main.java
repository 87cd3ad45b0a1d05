package io.stoker.cli;

import io.stoker.cli.StandardOutput.Loss;
import io.stoker.cli.trial.Screen;
import io.stoker.node.HostPort;
import io.stoker.node.LocaleLetters;
import io.stoker.node.NodeException;
import io.stoker.node.Profile;
import io.stoker.node.Version;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command {@code stoker}, and the options that all its commands share. */
public final class Main implements Callable<Integer> {
    private static final int HELP_WIDTH = 110;

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

    private final OptionSpec profile = Options.text("--profile", "NAME")
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

    private Main() {
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
        add(new ClusterCommand(this).spec());
        add(new ControllerCommand(this).spec());
        add(new EngineCommand(this).spec());
        add(new StopCommand(this).spec());
        add(new ShellCommand(this).spec());
        add(new DemoCommand().spec());
        add(new ExampleCommand(this).spec());
        add(new BenchCommand().spec());
        add(new ChaosCommand().spec());
        add(new FloodCommand().spec());
        add(new ClassPathCommand().spec());
        add(new CompletionCommand().spec());
        add(new WarmUpCommand(this).spec());
    }

    /** Runs one command and ends the JVM with its exit code, whatever happens: a node has threads that would stay. */
    public static void main(String[] args) {
        System.getProperties().putIfAbsent("logback.configurationFile", "io/stoker/logback.xml");
        StandardOutput output = StandardOutput.install();
        System.exit(output.code(run(output, args)));
    }

    private static int run(StandardOutput output, String[] args) {
        try {
            for (String word : args) {
                LocaleLetters.require(word, "the command line");
            }
            CommandLine line = commandLine();
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

    static CommandLine commandLine() {
        Main main = new Main();
        CommandLine line = new CommandLine(main.spec, Options.FACTORY)
                .setUsageHelpWidth(HELP_WIDTH)
                .setAllowSubcommandsAsOptionParameters(true)
                .setExpandAtFiles(false); // a script may begin in an @
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Screen.hasColours() ? Ansi.ON : Ansi.OFF));
        line.setExecutionExceptionHandler(new Errors(main::verbose));
        line.setParameterExceptionHandler(Errors::notUnderstood);
        return line;
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
