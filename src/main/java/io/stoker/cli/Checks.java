package io.stoker.cli;

import io.stoker.node.EngineHeap;
import io.stoker.node.Listening;
import io.stoker.task.StokerException;
import io.stoker.trust.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Reads option values, and refuses them before anything is started with them. */
final class Checks {
    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kKmMgG]");
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,6})([mhd])");
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int LONGEST_MINUTES = 10_000;
    private static final int LAST_PORT = 65535;

    private final CommandSpec spec;

    Checks(CommandSpec spec) {
        this.spec = spec;
    }

    int atLeastZero(OptionSpec option) {
        int value = option.<Integer>getValue();
        require(value >= 0, option, "must be 0 or more, not " + value);
        return value;
    }

    int atLeastOne(OptionSpec option) {
        int value = option.<Integer>getValue();
        require(value >= 1, option, "must be 1 or more, not " + value);
        return value;
    }

    double minutes(OptionSpec option) {
        double value = option.<Double>getValue();
        require(
                value > 0 && value <= LONGEST_MINUTES,
                option,
                "must be over 0 and at most " + LONGEST_MINUTES + ", not " + value);
        return value;
    }

    int port(OptionSpec option) {
        int value = option.<Integer>getValue();
        require(
                value >= 0 && value <= LAST_PORT,
                option,
                "must be a port from 0 (any free one) to " + LAST_PORT + ", not " + value);
        return value;
    }

    /** Where a node listens; refuses what can never be right. */
    Listening listening(OptionSpec host, OptionSpec port, OptionSpec advertise) {
        int itsPort = port(port);
        try {
            return new Listening(host.getValue(), itsPort, advertise.getValue());
        } catch (StokerException e) {
            throw new ParameterException(spec.commandLine(), "--host, --advertise: " + e.getMessage());
        }
    }

    String heap(OptionSpec option) {
        String value = option.getValue();
        require(HEAP.matcher(value).matches(), option, "must be a size as in 512m or 2g, not '" + value + "'");
        return value;
    }

    /** How many engines share a JVM. */
    int perNode(OptionSpec option) {
        int value = atLeastOne(option);
        require(
                value <= EngineHeap.MOST_ENGINES,
                option,
                "must be at most " + EngineHeap.MOST_ENGINES + " engines in one JVM, not " + value);
        return value;
    }

    /** How many of so many engines share a JVM. */
    int perNode(OptionSpec option, int engines) {
        int value = perNode(option);
        require(
                value <= Math.max(1, engines),
                option,
                "is " + value + ", and there are to be only " + engines + " engines (-n)");
        return value;
    }

    /** The heap of a JVM that so many engines share. */
    String engineHeap(OptionSpec option, int engines) {
        String value = heap(option);
        long least = EngineHeap.least(engines);
        require(
                EngineHeap.mebibytes(value) >= least,
                option,
                "is " + value + ", and " + EngineHeap.needs(engines) + " at least " + least + "m");
        return value;
    }

    /** How long something is to be valid. */
    Duration time(OptionSpec option) {
        String value = option.getValue();
        Matcher matcher = TIME.matcher(value);
        require(matcher.matches(), option, "must be a time as in 12h or 30d, not '" + value + "'");
        Duration time = Duration.of(
                Long.parseLong(matcher.group(1)),
                switch (matcher.group(2)) {
                    case "m" -> ChronoUnit.MINUTES;
                    case "h" -> ChronoUnit.HOURS;
                    default -> ChronoUnit.DAYS;
                });
        require(time.compareTo(LONGEST) <= 0, option, "must be at most " + LONGEST.toDays() + "d, not " + value);
        return time;
    }

    /** Who a certificate is for: what is given, or what a file's name begins with. */
    String id(OptionSpec option, Path file) {
        String given = option.getValue();
        String value =
                given != null ? given : String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\..*", "");
        require(
                Identity.isId(value),
                option,
                "must be at most 64 letters, digits, '.', '_' and '-', not '" + value + "'");
        return value;
    }

    private void require(boolean holds, OptionSpec option, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), option.names()[0] + " " + otherwise);
        }
    }
}
