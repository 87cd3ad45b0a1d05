package io.stoker.cli;

import io.stoker.node.AllSettings;
import io.stoker.node.CommandLineSecrets;
import io.stoker.node.EngineClassPath;
import io.stoker.node.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * How commands and options are made.
 *
 * <p>Not by picocli's annotations: for those its own factory asks what a Groovy closure is, and with Groovy on the
 * class path that question starts the whole of Groovy. It took half of the processor time of a short command.
 */
final class Options {
    /** Makes what picocli needs by itself: the map of {@code -D}, and lists of what may be given several times. */
    static final IFactory FACTORY = new IFactory() {
        @Override
        public <K> K create(Class<K> type) throws ReflectiveOperationException {
            if (type == Map.class) {
                return type.cast(new LinkedHashMap<>());
            }
            return type == List.class
                    ? type.cast(new ArrayList<>())
                    : type.getDeclaredConstructor().newInstance();
        }
    };

    /** What {@code --host} is for. */
    static final String LISTEN = "The address to listen on, 0.0.0.0 or :: for all of this machine's";

    private Options() {}

    /** A command whose help has a description, options in the order in which they are added, and examples. */
    static CommandSpec command(String name, Callable<Integer> command, String description) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command, FACTORY).name(name);
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "done");
        codes.put("1", "not done; standard error shows the reason");
        codes.put("2", "the command line was not understood");
        codes.put("130", "ended by Ctrl-C");
        codes.put("143", "ended by SIGTERM, as 'kill' and 'stoker stop' send it");
        spec.usageMessage()
                .description(description)
                .sortOptions(false)
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes)
                .footerHeading("%nExamples:%n");
        return spec;
    }

    /** Adds to the help the exit codes with which a node ends itself. */
    static void tellExits(CommandSpec spec, Map<Integer, String> own) {
        Map<String, String> all = new LinkedHashMap<>(spec.usageMessage().exitCodeList());
        own.forEach((code, words) -> all.put(String.valueOf(code), words));
        spec.usageMessage().exitCodeList(all);
    }

    static OptionSpec.Builder flag(String name, String... otherNames) {
        return OptionSpec.builder(name, otherNames)
                .type(boolean.class)
                .arity("0")
                .defaultValue("false");
    }

    static OptionSpec.Builder text(String name, String label) {
        return OptionSpec.builder(name).type(String.class).paramLabel(label);
    }

    static OptionSpec.Builder number(String label, String name, String... otherNames) {
        return OptionSpec.builder(name, otherNames).type(int.class).paramLabel(label);
    }

    static OptionSpec port(String name, String usual, String what) {
        return number("PORT", name)
                .defaultValue(usual)
                .description(what + "; 0 for any free port (default: ${DEFAULT-VALUE}).")
                .build();
    }

    /** The option {@code --per-node N}; {@link Checks#perNode(OptionSpec, int)} reads it. */
    static OptionSpec perNode() {
        return number("N", "--per-node")
                .defaultValue("1")
                .description("How many engines share a JVM (default: ${DEFAULT-VALUE}).")
                .build();
    }

    static OptionSpec host() {
        return text("--host", "HOST")
                .defaultValue("127.0.0.1")
                .description(LISTEN + " (default: ${DEFAULT-VALUE}).")
                .build();
    }

    /** The option {@code --advertise HOST[:PORT]}; {@link Checks#listening} reads it. */
    static OptionSpec advertise(String port) {
        return text("--advertise", "HOST[:PORT]")
                .defaultValue("")
                .description("By which address all others reach it, if not by the one that it listens on, as behind a"
                        + " router or in a container: as in node7.example.org:" + port + ".")
                .build();
    }

    static OptionSpec heap(String name, String what, String size) {
        return text(name, "SIZE")
                .defaultValue(size)
                .description("The heap of " + what + " (default: ${DEFAULT-VALUE}).")
                .build();
    }

    /** The option {@code -D KEY=VALUE}; {@link #settings} reads it. */
    static OptionSpec config() {
        return OptionSpec.builder("-D")
                .type(Map.class)
                .auxiliaryTypes(String.class, String.class)
                .paramLabel("KEY=VALUE")
                .description(
                        "A setting, as in -D stoker.schedule.order=lifo. May be repeated. A password is refused: "
                                + "it belongs into stoker.conf in the profile's folder, because every user can read a command line.")
                .build();
    }

    /** The option {@code --connect-timeout DURATION} of a client; {@link #clientSettings} reads it. */
    static OptionSpec connectTimeout() {
        return text("--connect-timeout", "DURATION")
                .converters(Options::withUnit)
                .description(
                        "How long connecting may take, as 5s or 2m: the setting stoker.client.connect-timeout, whose default "
                                + "is 60s. Where nothing listens, stoker.client.listen-timeout (15s) ends it earlier. The timeout of each command is set by -D "
                                + "stoker.client.request-timeout=DURATION.")
                .build();
    }

    /** The option {@code --join FILE}; {@link #clientSettings} reads that of a client. */
    static OptionSpec join(String role) {
        return text("--join", "FILE")
                .description("The file that lets it in, and says where the controller is, from another machine: stoker "
                        + "join-token --role " + role
                        + " makes it there (default: that which STOKER_JOIN names, or the "
                        + "keys of the profile).")
                .build();
    }

    /** The option {@code --prelude FILE}; {@link #settings(OptionSpec, OptionSpec)} reads it. */
    static OptionSpec prelude() {
        return text("--prelude", "FILE")
                .description(
                        "Source that every engine runs before its first task and after each clear, for example imports "
                                + "and functions that all tasks use.")
                .build();
    }

    /** The option {@code --class-path PATH} of engines; {@link #classPath} reads it. */
    static OptionSpec classPathOption() {
        return text("--class-path", "PATH")
                .description("Jars and directories of classes for the code of tasks, written as for java's -cp and with"
                        + " 'DIR/*' for all jars in DIR. They follow Stoker's own jars.")
                .build();
    }

    /** A {@link io.stoker.node.NodeException} if an entry is not there. */
    static EngineClassPath classPath(OptionSpec option) {
        String path = option.getValue();
        return path == null ? EngineClassPath.NONE : EngineClassPath.of(path);
    }

    /** A number alone would be one of milliseconds, and meant as one of seconds. */
    private static String withUnit(String duration) {
        if (duration.matches("[0-9.]*")) {
            throw new TypeConversionException("'" + duration + "' has no unit: write it as in 15s or 2m");
        }
        return duration;
    }

    /** Those of {@code -D}, and the time-out; a {@link io.stoker.task.SettingException} if one of them is wrong. */
    static Map<String, String> clientSettings(OptionSpec config, OptionSpec connectTimeout, OptionSpec join) {
        Map<String, String> settings = new LinkedHashMap<>(settings(config));
        CommandLineSecrets.refuse(settings, Profile.named(Profile.DEFAULT).settingsFile());
        String timeout = connectTimeout.getValue();
        if (timeout != null) {
            settings.put("stoker.client.connect-timeout", timeout);
        }
        if (join.getValue() != null) {
            settings.put("stoker.client.join", join.getValue());
        }
        AllSettings.check(settings);
        return settings;
    }

    static boolean isSet(OptionSpec flag) {
        return Boolean.TRUE.equals(flag.getValue());
    }

    static Map<String, String> settings(OptionSpec config) {
        Map<String, String> settings = config.getValue();
        return settings == null ? Map.of() : settings;
    }

    /** Those of {@code -D}, and the text of the prelude's file as {@code stoker.prelude}. */
    static Map<String, String> settings(OptionSpec config, OptionSpec prelude) {
        Map<String, String> settings = new LinkedHashMap<>(settings(config));
        String file = prelude.getValue();
        if (file != null) {
            settings.put("stoker.prelude", Prelude.read(Path.of(file)));
        }
        return settings;
    }
}
