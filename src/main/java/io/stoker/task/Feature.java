package io.stoker.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * What Stoker does with libraries that a program which submits tasks does not need. Such a program does not get them
 * with Stoker; it adds those of a feature that it uses.
 */
public enum Feature {
    /** A ledger in an SQLite file. */
    SQLITE("stoker.ledger=sqlite", "use stoker.ledger=memory", "org.sqlite.JDBC"),

    /** A ledger in a PostgreSQL database. */
    POSTGRESQL(
            "stoker.ledger=postgresql",
            "use stoker.ledger=memory",
            "org.postgresql.Driver",
            "com.zaxxer.hikari.HikariDataSource"),

    /** The management port of a controller, with its metrics. */
    MANAGEMENT(
            "the management port",
            "start the controller with -1 for it, without that port",
            "akka.cluster.sharding.ClusterSharding",
            "akka.http.scaladsl.Http",
            "akka.http.scaladsl.marshallers.sprayjson.SprayJsonSupport",
            "akka.management.cluster.ClusterHttpManagementRouteProvider",
            "io.micrometer.core.instrument.MeterRegistry",
            "io.micrometer.prometheusmetrics.PrometheusMeterRegistry"),

    /** Controllers that are found by Akka Discovery. */
    DISCOVERY("stoker.bootstrap.method", "name the controllers with --controller", "akka.discovery.Discovery"),

    /** The same among the pods of Kubernetes. */
    KUBERNETES(
            "stoker.bootstrap.method=kubernetes-api",
            "name the controllers with --controller",
            "akka.discovery.kubernetes.KubernetesApiServiceDiscovery",
            "akka.http.scaladsl.Http",
            "akka.http.scaladsl.marshallers.sprayjson.SprayJsonSupport"),

    /** The keys and certificates of a profile. Who has some needs nothing to use them. */
    KEYS("making keys", "have scripts/stoker make them", "org.bouncycastle.cert.X509v3CertificateBuilder"),

    /** The commands that a person types. */
    COMMAND_LINE(
            "the command line", "use scripts/stoker", "picocli.CommandLine", "ch.qos.logback.classic.ClassicConstants"),

    /** The shell on a terminal. */
    SHELL(
            "the shell",
            "use scripts/stoker shell",
            "org.jline.reader.LineReader",
            "org.jline.terminal.impl.jni.JniTerminalProvider");

    /** The coordinates of each library, by a class that it has. The build fills in the versions. */
    private static final String LIBRARIES = "libraries.properties";

    private final String text;
    private final String otherwise;

    @SuppressWarnings("ImmutableEnumChecker") // nothing can change what List.of returns
    private final List<String> classes;

    Feature(String text, String otherwise, String... classes) {
        this.text = text;
        this.otherwise = otherwise;
        this.classes = List.of(classes);
    }

    /**
     * Returns if all libraries of this feature are on the class path; to be called before it is used.
     *
     * @throws MissingLibraryException if one is not; the message has the Maven coordinates of all that are missing
     */
    public void requireLibraries() {
        requireLibraries(Feature.class.getClassLoader());
    }

    void requireLibraries(ClassLoader loader) {
        List<String> missing =
                classes.stream().filter(name -> !isPresent(name, loader)).toList();
        if (!missing.isEmpty()) {
            Properties libraries = libraries();
            List<String> coordinates = missing.stream()
                    .map(name -> libraries.getProperty(name, name))
                    .toList();
            throw new MissingLibraryException(text + " needs " + String.join(" and ", coordinates)
                    + " on the class path; add " + (coordinates.size() == 1 ? "it" : "them") + " to your project, or "
                    + otherwise);
        }
    }

    private static boolean isPresent(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Properties libraries() {
        Properties libraries = new Properties();
        try (InputStream in = Feature.class.getResourceAsStream(LIBRARIES)) {
            libraries.load(in);
            return libraries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
