package io.stoker.node;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the JVM's full compiler (C2) to the code of users and of the JDK. Of all else the quick compiler's result (C1)
 * is used: when Akka and Stoker were compiled in full as well, the compilers took about half of the processor time of a
 * cluster's first minutes, and made them a third faster in the end.
 */
final class FullCompiler {
    private static final Logger LOG = LoggerFactory.getLogger(FullCompiler.class);
    private static final List<String> QUICK = List.of(
            "io/stoker",
            "akka",
            "scala",
            "com/fasterxml",
            "com/typesafe",
            "org/agrona",
            "org/slf4j",
            "ch/qos",
            "org/sqlite",
            "org/postgresql",
            "com/zaxxer");

    private FullCompiler() {}

    /** Beside all else, as it takes a while: nothing depends on it. */
    static void keepForUsersLater() {
        Thread thread = new Thread(FullCompiler::keepForUsers, "stoker-compiler");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on. In a JVM that cannot, everything stays as it is. */
    static void keepForUsers() {
        try {
            Path file = Files.createTempFile("stoker-compiler", ".json");
            try {
                Files.writeString(file, directives());
                command("compilerDirectivesAdd", file.toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException | JMException | RuntimeException e) {
            LOG.debug("the full compiler compiles everything", e);
        }
    }

    private static String directives() {
        String packages = QUICK.stream().map(each -> '"' + each + "/*.*\"").collect(Collectors.joining(", "));
        return "[{match: [" + packages + "], c2: {Exclude: true}}]";
    }

    /** A command of the JVM, as {@code jcmd} has them. */
    static String command(String name, String... arguments) throws JMException {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        name,
                        new Object[] {arguments},
                        new String[] {String[].class.getName()}));
    }
}
