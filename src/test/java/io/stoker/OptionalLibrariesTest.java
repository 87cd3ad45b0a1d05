package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** On the class path of a program that depends on Stoker, the libraries that are optional in the pom are missing. */
class OptionalLibrariesTest {
    private static final Pattern OPTIONAL = Pattern.compile(
            "(sqlite-jdbc|postgresql|HikariCP|akka-http|akka-parsing"
                    + "|akka-management|akka-discovery|akka-cluster-sharding|akka-cluster-tools|akka-persistence|akka-stream-typed|spray-json"
                    + "|micrometer|HdrHistogram|prometheus-metrics|bc(?:pkix|util|prov)-|logback|picocli|jline|jackson-datatype|jackson-module-scala|paranamer).*");

    /** Classes that no such program can use, but for {@code Main}, which says so. */
    private static final Pattern OUT_OF_REACH = Pattern.compile("io\\.stoker\\.(cli|examples)\\.(?!Main$).*"
            + "|io\\.stoker\\.store\\.sql\\.(Sqlite|Postgresql)(Database|Dialect|Library|Errors|Transport).*"
            + "|io\\.stoker\\.trust\\.authority\\.(Certificates|EcdsaSigner).*"
            + "|io\\.stoker\\.client\\.StokerMeters.*"
            + "|io\\.stoker\\.node\\.(OwnLogging|DiscoveredControllers|StandardOutputAppender|Plain.*|Management|metrics\\..*)"
            + "|io\\.stoker\\.http\\.(?!Capability|Caller|Http(Audit|Metrics|Options|Settings)|ReadinessCheck).*");

    /** Spring, for one, reads all methods and fields of the class of a bean. */
    @Test
    void shouldLetFrameworksLookAtAllClassesThatProgramsUse() throws Exception {
        Set<String> unreadable = new TreeSet<>();
        try (URLClassLoader loader = new URLClassLoader(required(), ClassLoader.getPlatformClassLoader())) {
            for (String name : classesOfStoker()) {
                try {
                    Class<?> type = Class.forName(name, false, loader);
                    type.getDeclaredMethods();
                    type.getDeclaredFields();
                    type.getDeclaredConstructors();
                } catch (NoClassDefFoundError e) {
                    unreadable.add(name + ": " + e.getMessage());
                }
            }
        }

        assertThat(unreadable).isEmpty();
    }

    private static List<String> classesOfStoker() {
        List<String> names = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.stoker").stream()
                        .map(type -> type.getName())
                        .filter(name -> !OUT_OF_REACH.matcher(name).matches())
                        .toList();
        assertThat(names).hasSizeGreaterThan(300).contains("io.stoker.client.Stoker", "io.stoker.cli.Main");
        return names;
    }

    private static URL[] required() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!OPTIONAL.matcher(path.getFileName().toString()).matches()) {
                urls.add(path.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
