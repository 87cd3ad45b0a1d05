package io.stoker.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures were taken on: without it they say nothing. */
final class Machine {
    private Machine() {}

    /** As {@code AMD EPYC 7B13, 2 processors, 23.5 GiB, Linux 6.1 amd64}. */
    static String text() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return processor(system.getArch()) + ", " + system.getAvailableProcessors() + " processors" + memory(system)
                + ", " + system.getName() + " " + system.getVersion() + " " + system.getArch();
    }

    static String jdk() {
        return System.getProperty("java.vm.name") + " " + Runtime.version();
    }

    /** How many processes wanted a processor over the last minute: others' work slows down what is measured. */
    static String loadAverage() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
    }

    private static String memory(OperatingSystemMXBean system) {
        return system instanceof com.sun.management.OperatingSystemMXBean known
                ? String.format(Locale.ROOT, ", %.1f GiB", known.getTotalMemorySize() / (double) (1L << 30))
                : "";
    }

    private static String processor(String otherwise) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
