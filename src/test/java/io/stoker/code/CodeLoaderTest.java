package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stoker.task.MalformedException;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLoaderTest {
    private static final UUID SPACE = new UUID(0, 1);
    private static final BundleSource NOBODY = (space, entry, known) -> BundleSource.Found.NOTHING;

    @TempDir
    Path directory;

    private Path classes;

    @BeforeEach
    void compile() throws Exception {
        classes = Compiled.into(
                directory.resolve("classes"),
                Map.of(
                        "acme.Version",
                                "package acme; public class Version implements Runnable { public void run() {}"
                                        + " public String toString() { return \"sent\"; } }",
                        "acme.User",
                                "package acme; public class User {"
                                        + " public String toString() { return \"uses \" + new Version(); } }"));
    }

    @Test
    void shouldPreferWhatWasSentToWhatTheEngineHas() throws Exception {
        Path older = Compiled.into(
                directory.resolve("older"), Map.of("acme.Version", "package acme; public class Version {}"));
        try (URLClassLoader engine = Compiled.client(older)) {
            CodeLoader loader = new CodeLoader(SPACE, engine, NOBODY);
            assertThat(loader.loadClass("acme.Version")).isSameAs(engine.loadClass("acme.Version"));
            loader = new CodeLoader(SPACE, engine, NOBODY);
            loader.add(bundle("acme/Version.class", "acme/User.class"));

            Class<?> user = loader.loadClass("acme.User");

            assertThat(user.getDeclaredConstructor().newInstance()).hasToString("uses sent");
            assertThat(loader.loadClass("acme.Version").getClassLoader()).isSameAs(loader);
        }
    }

    @Test
    void shouldNotMixAPackageWithThatOfTheEngine() throws Exception {
        try (URLClassLoader engine = Compiled.client(classes)) {
            CodeLoader loader = new CodeLoader(SPACE, engine, NOBODY);
            loader.add(bundle("acme/Version.class"));

            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> loader.loadClass("acme.User"))
                    .withMessageContaining(
                            "acme.User was not sent with the function, while others of its package were");
        }
    }

    @Test
    void shouldUseStokersOwnClassesNextToOthersInTheirPackage() throws Exception {
        Path tests = Compiled.into(
                directory.resolve("tests"),
                Map.of(
                        "io.stoker.task.Own",
                        "package io.stoker.task; public class Own extends StokerException {"
                                + " public Own() { super(\"own\"); } }"),
                "-cp",
                Compiled.stoker().toString());
        CodeLoader loader = loader(CodeBundle.of(
                Map.of("io/stoker/task/Own.class", Files.readAllBytes(tests.resolve("io/stoker/task/Own.class")))));

        assertThat(loader.loadClass("io.stoker.task.Own").getSuperclass().getClassLoader())
                .isSameAs(loader.getParent());
    }

    @Test
    void shouldSayThatTheJavaOfTheEngineLacksAClass() {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> loader().loadClass("java.lang.Newer"))
                .withMessageContainingAll(
                        "java.lang.Newer is not in Java " + Runtime.version().feature());
    }

    @Test
    void shouldGiveItsClassesAPackage() throws Exception {
        Class<?> type = loader(bundle("acme/Version.class")).loadClass("acme.Version");

        assertThat(type.getPackage().getName()).isEqualTo("acme");
        assertThat(type.getPackageName()).isEqualTo("acme");
    }

    @Test
    void shouldUseSharedLibrariesOfTheEngineAndOthersOfThemThatWereSent() throws Exception {
        Path extension = Compiled.into(
                directory.resolve("extension"),
                Map.of(
                        "groovy.lang.Script", "package groovy.lang; public class Script {}",
                        "groovy.acme.Extension", "package groovy.acme; public class Extension {}"));
        CodeLoader loader = loader(CodeBundle.of(Map.of(
                "groovy/lang/Script.class", Files.readAllBytes(extension.resolve("groovy/lang/Script.class")),
                "groovy/acme/Extension.class", Files.readAllBytes(extension.resolve("groovy/acme/Extension.class")))));

        assertThat(loader.loadClass("groovy.lang.Script").getClassLoader()).isSameAs(loader.getParent());
        assertThat(loader.loadClass("groovy.acme.Extension").getClassLoader()).isSameAs(loader);
    }

    @Test
    void shouldAddABundleOnce() throws Exception {
        CodeBundle bundle = CodeBundle.of(Map.of("a.txt", text("a")));
        CodeLoader loader = loader(bundle, bundle, CodeBundle.read(bundle.stored(), bundle.bytes()));

        assertThat(Collections.list(loader.getResources("a.txt"))).hasSize(1);
    }

    @Test
    void shouldSayThatAMissingClassWasNotSent() throws Exception {
        CodeLoader loader = loader(bundle("acme/User.class"));
        Object user = loader.loadClass("acme.User").getDeclaredConstructor().newInstance();

        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(user::toString)
                .havingCause()
                .isInstanceOf(ClassNotFoundException.class)
                .withMessageContainingAll("acme.Version, which acme.User.toString asks for,", "addJar");
    }

    @Test
    void shouldNameBothVersionsIfAClassIsNewerThanTheJvm() throws Exception {
        byte[] classFile = Files.readAllBytes(classes.resolve("acme/Version.class"));
        classFile[7] = (byte) (Runtime.version().feature() + 1 + 44);
        CodeLoader loader = loader(CodeBundle.of(Map.of("acme/Version.class", classFile)));

        assertThatExceptionOfType(UnsupportedClassVersionError.class)
                .isThrownBy(() -> loader.loadClass("acme.Version"))
                .withMessageContainingAll(
                        "the class acme.Version needs Java "
                                + (Runtime.version().feature() + 1),
                        "this JVM is Java " + Runtime.version().feature(),
                        "--release " + Runtime.version().feature());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "acme/a b.txt", "ü/%41?.txt", "a#b", "a+b;c", "a//b", "変/é", "a:b"})
    void shouldReadResourcesOfEveryName(String name) throws Exception {
        CodeLoader loader = loader(CodeBundle.of(Map.of(name, text("found"))));

        URL url = loader.getResource(name);
        assertThat(url).isNotNull().hasProtocol("stoker-code");
        assertThat(new String(url.openStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("found");
        assertThat(url.openConnection().getContentLength()).isEqualTo(5);
        assertThat(url).isEqualTo(loader.getResource(name)).hasSameHashCodeAs(loader.getResource(name));
    }

    @Test
    void shouldFindResourcesOfAllBundlesBeforeThoseOfTheEngine() throws Exception {
        Files.write(classes.resolve("a.txt"), text("engine"));
        try (URLClassLoader engine = Compiled.client(classes)) {
            CodeLoader loader = new CodeLoader(SPACE, engine, NOBODY);
            loader.add(CodeBundle.of(Map.of("a.txt", text("one"))));
            loader.add(CodeBundle.of(Map.of("a.txt", text("two"))));

            assertThat(Collections.list(loader.getResources("a.txt")))
                    .extracting(CodeLoaderTest::read)
                    .containsExactly("one", "two", "engine");
            assertThat(read(loader.getResource("a.txt"))).isEqualTo("one");
            assertThat(read(loader.getResource("acme/User.class"))).isNotEmpty();
            assertThat(loader.getResource("b.txt")).isNull();
        }
    }

    @Test
    void shouldOpenAddressesThatAreRelativeToAResource() throws Exception {
        CodeLoader loader = loader(CodeBundle.of(Map.of("acme/a.xml", text("a"), "acme/b.xml", text("b"))));
        URL a = loader.getResource("acme/a.xml");

        assertThat(read(new URL(a, "b.xml"))).isEqualTo("b");
        URL missing = new URL(a, "c.xml");
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(missing::openStream)
                .withMessageContaining("c.xml");
        assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(() -> new URL(a, "not encoded").openStream());
    }

    @Test
    void shouldFindServices() throws Exception {
        CodeLoader loader = loader(
                bundle("acme/Version.class"),
                CodeBundle.of(Map.of("META-INF/services/java.lang.Runnable", text("acme.Version"))));

        assertThat(ServiceLoader.load(Runnable.class, loader)).singleElement().hasToString("sent");
    }

    @Test
    void shouldNotFindServicesOfTheEngineForAClassThatWasSent() throws Exception {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.write(services.resolve("acme.Version"), text("acme.User"));
        Files.write(services.resolve("java.lang.Runnable"), text("acme.Version"));
        try (URLClassLoader engine = Compiled.client(classes)) {
            CodeLoader loader = new CodeLoader(SPACE, engine, NOBODY);
            loader.add(bundle("acme/Version.class"));

            assertThat(Collections.list(loader.getResources("META-INF/services/acme.Version")))
                    .isEmpty();
            assertThat(loader.getResource("META-INF/services/acme.Version")).isNull();
            assertThat(loader.getResource("META-INF/services/java.lang.Runnable"))
                    .isNotNull();
            assertThat(ServiceLoader.load(Runnable.class, loader)).hasSize(1);
        }
    }

    @Test
    void shouldRefuseMoreThanASpaceMayHave() {
        CodeLoader loader = loader(CodeBundle.of(Map.of("a", new byte[CodeSpace.MOST_BYTES / 2])));

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> loader.add(CodeBundle.of(Map.of("b", new byte[CodeSpace.MOST_BYTES / 2]))))
                .withMessageContainingAll(SPACE.toString(), "the limit is " + CodeSpace.MOST_BYTES);
    }

    @Test
    void shouldDefineAClassOnceForManyThreads() throws Exception {
        CodeLoader loader = loader(bundle("acme/Version.class", "acme/User.class"));
        Callable<Class<?>> load = () -> loader.loadClass("acme.User");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Class<?>> loaded = new java.util.ArrayList<>();
            for (Future<Class<?>> one : threads.invokeAll(List.of(load, load, load, load), 1, TimeUnit.MINUTES)) {
                loaded.add(one.get());
            }
            assertThat(loaded).containsOnly(loader.loadClass("acme.User"));
        } finally {
            threads.shutdownNow();
        }
    }

    private static CodeLoader loader(CodeBundle... bundles) {
        CodeLoader loader = new CodeLoader(SPACE, Compiled.engine(), NOBODY);
        Arrays.stream(bundles).forEach(loader::add);
        return loader;
    }

    private CodeBundle bundle(String... names) throws Exception {
        Map<String, byte[]> entries = new HashMap<>();
        for (String name : names) {
            entries.put(name, Files.readAllBytes(classes.resolve(name)));
        }
        return CodeBundle.of(entries);
    }

    private static String read(URL url) {
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
