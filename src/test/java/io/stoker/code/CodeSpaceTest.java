package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import groovy.lang.GroovyShell;
import io.stoker.task.StokerException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeSpaceTest {
    private static final Map<String, String> SOURCES = Map.of(
            "acme.One", "package acme; public class One { Common common; }",
            "acme.Two", "package acme; public class Two { Common common; }",
            "acme.Three", "package acme; public class Three { Two two; }",
            "acme.Common", "package acme; public class Common {}");

    @TempDir
    Path directory;

    private Path classes;
    private URLClassLoader client;
    private CodeSpace space;

    @BeforeEach
    void compile() throws Exception {
        classes = Compiled.into(directory.resolve("classes"), SOURCES);
        client = Compiled.client(classes);
        space = new CodeSpaces().of(client);
    }

    @Test
    void shouldSendOnlyWhatEarlierBundlesLackAndNameAllThatIsNeeded() throws Exception {
        List<CodeBundle> one = space.needed(List.of(client.loadClass("acme.One")));
        List<CodeBundle> two = space.needed(List.of(client.loadClass("acme.Two")));
        List<CodeBundle> three = space.needed(List.of(client.loadClass("acme.Three")));

        assertThat(one)
                .singleElement()
                .satisfies(bundle ->
                        assertThat(names(List.of(bundle))).containsExactly("acme/Common.class", "acme/One.class"));
        assertThat(two).hasSize(2).containsAll(one);
        assertThat(names(two)).containsExactly("acme/Common.class", "acme/One.class", "acme/Two.class");
        assertThat(three).hasSize(3).containsAll(two);
        assertThat(space.needed(List.of(client.loadClass("acme.One")))).isEqualTo(one);
        assertThat(space.needed(List.of(client.loadClass("acme.Common")))).isEqualTo(one);
    }

    @Test
    void shouldPackClassesTogetherThatAreNewTogether() throws Exception {
        List<CodeBundle> both = space.needed(List.of(client.loadClass("acme.One"), client.loadClass("acme.Two")));

        assertThat(both).hasSize(1);
        assertThat(space.needed(List.of(client.loadClass("acme.One")))).isEqualTo(both);
    }

    @Test
    void shouldGiveTheSameBundleInEachSessionAndAnotherSpace() throws Exception {
        try (URLClassLoader later = Compiled.client(classes)) {
            CodeSpace other = new CodeSpaces().of(later);

            assertThat(other.needed(List.of(later.loadClass("acme.Three"))))
                    .isEqualTo(space.needed(List.of(client.loadClass("acme.Three"))));
            assertThat(other.id()).isNotEqualTo(space.id());
        }
    }

    @Test
    void shouldBeOneForEachClassLoader() throws Exception {
        CodeSpaces spaces = new CodeSpaces();
        try (URLClassLoader other = Compiled.client(classes)) {
            assertThat(spaces.of(client)).isSameAs(spaces.of(client)).isNotSameAs(spaces.of(other));
        }
    }

    @Test
    void shouldLeaveOutWhatEveryEngineHas() {
        Object usesThem = new Object() {
            @Override
            public String toString() {
                return "" + List.of() + javax.sql.DataSource.class + org.slf4j.LoggerFactory.class
                        + groovy.lang.Closure.class + org.codehaus.groovy.runtime.InvokerHelper.class
                        + StokerException.class + com.sun.net.httpserver.HttpServer.class;
            }
        };
        CodeSpace own = new CodeSpaces().of(getClass().getClassLoader());

        assertThat(own.needed(List.of(
                        String.class,
                        int.class,
                        int[][].class,
                        StokerException.class,
                        org.slf4j.Logger.class,
                        com.sun.tools.javac.Main.class,
                        groovy.lang.Script.class)))
                .isEmpty();
        assertThat(names(own.needed(List.of(usesThem.getClass()))))
                .contains("io/stoker/code/CodeSpaceTest.class")
                .doesNotContain("io/stoker/task/StokerException.class", "io/stoker/code/CodeSpace.class")
                .noneMatch(name -> name.matches("(java|javax|com/sun|org/slf4j|groovy|org/codehaus)/.*"));
    }

    @Test
    void shouldTakeArraysAndLambdasAsTheClassesThatHaveTheirCode() throws Exception {
        assertThat(space.needed(List.of(client.loadClass("acme.One").arrayType().arrayType())))
                .isEqualTo(space.needed(List.of(client.loadClass("acme.One"))));
        CodeSpace own = new CodeSpaces().of(getClass().getClassLoader());
        Runnable lambda = () -> {};
        Runnable reference = this::shouldBeNoTest;

        assertThat(names(own.needed(List.of(lambda.getClass())))).contains("io/stoker/code/CodeSpaceTest.class");
        assertThat(own.needed(List.of(reference.getClass()))).isEqualTo(own.needed(List.of(getClass())));
    }

    private void shouldBeNoTest() {}

    @Test
    void shouldRefuseAProxy() {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, arguments) -> null);

        assertRefused(proxy.getClass(), proxy.getClass().getName() + " is a proxy");
    }

    @Test
    void shouldRefuseAHiddenClassThatIsNotALambda() throws Exception {
        byte[] classFile;
        try (InputStream in = Objects.requireNonNull(Hidden.class.getResourceAsStream("CodeSpaceTest$Hidden.class"))) {
            classFile = in.readAllBytes();
        }
        Class<?> hidden =
                MethodHandles.lookup().defineHiddenClass(classFile, false).lookupClass();

        assertRefused(hidden, "CodeSpaceTest$Hidden", "is a hidden class");
    }

    static final class Hidden {}

    @Test
    void shouldRefuseAClassOfAShellThatHasNoFile() {
        Class<?> script = new GroovyShell().parse("{ -> 42 }", "Typed.groovy").getClass();

        assertRefused(script, "Typed", "has no class file of it");
    }

    @Test
    void shouldRefuseAClassThatWasSentBeforeFromAnotherLoaderInAnotherVersion() throws Exception {
        Path changed = Compiled.into(
                directory.resolve("changed"), Map.of("acme.Common", "package acme; public class Common { int i; }"));
        space.needed(List.of(client.loadClass("acme.One")));
        try (URLClassLoader other = Compiled.client(changed);
                URLClassLoader same = Compiled.client(classes)) {
            assertRefused(other.loadClass("acme.Common"), "acme.Common", "is not the class of that name");
            assertThat(space.needed(List.of(same.loadClass("acme.Common")))).hasSize(1);
        }
    }

    private void assertRefused(Class<?> root, String... parts) {
        assertThatExceptionOfType(UnsendableClassException.class)
                .isThrownBy(() -> space.needed(List.of(root)))
                .withMessageContainingAll(parts);
    }

    @Test
    void shouldPassOverAMissingClassThatIsOnlyReferredTo() throws Exception {
        Files.delete(classes.resolve("acme/Common.class"));

        assertThat(names(space.needed(List.of(client.loadClass("acme.Three")))))
                .containsExactly("acme/Three.class", "acme/Two.class");
    }

    @Test
    void shouldFindInOneLoaderWhatAnotherLacks() throws Exception {
        Path others = Compiled.into(directory.resolve("others"), SOURCES);
        Files.delete(classes.resolve("acme/Common.class"));
        try (URLClassLoader other = Compiled.client(others)) {
            assertThat(names(space.needed(List.of(client.loadClass("acme.One"), other.loadClass("acme.Two")))))
                    .containsExactly("acme/Common.class", "acme/One.class", "acme/Two.class");
        }
    }

    @Test
    void shouldSayWhichClassFileIsDamaged() throws Exception {
        Class<?> root = client.loadClass("acme.Three");
        byte[] bytes = Files.readAllBytes(classes.resolve("acme/Two.class"));
        Files.write(classes.resolve("acme/Two.class"), Arrays.copyOf(bytes, 60));

        assertRefused(root, "the class file of acme.Two, to which acme.Three refers, cannot be sent", "damaged");
        Files.write(classes.resolve("acme/Two.class"), bytes);
        assertThat(space.needed(List.of(root))).hasSize(1);
    }

    @Test
    void shouldReadClassesThroughTheirOwnLoader() throws Exception {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : List.of("acme/One.class", "acme/Common.class")) {
            files.put(name, Files.readAllBytes(classes.resolve(name)));
        }
        ClassLoader nested = new ClassLoader(Compiled.engine()) {
            @Override
            protected Class<?> findClass(String name) {
                byte[] file = files.get(name.replace('.', '/') + ".class");
                return defineClass(name, file, 0, file.length);
            }

            @Override
            public InputStream getResourceAsStream(String name) {
                byte[] file = files.get(name);
                return file == null ? super.getResourceAsStream(name) : new java.io.ByteArrayInputStream(file);
            }
        };

        assertThat(names(space.needed(List.of(nested.loadClass("acme.One")))))
                .containsExactly("acme/Common.class", "acme/One.class");
    }

    @Test
    void shouldRefuseMoreThanTheLimitWithWhatMostOfItIs() throws Exception {
        Map<String, String> sources = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            sources.put("huge.library.Part" + i, "package huge.library; public class Part" + i + " {}");
        }
        sources.put(
                "acme.Uses",
                "package acme; public class Uses { "
                        + IntStream.range(0, 60)
                                .mapToObj(i -> "huge.library.Part" + i + " p" + i + ";")
                                .collect(Collectors.joining())
                        + "}");
        sources.put("acme.Main", "package acme; public class Main { Uses uses; Common common; }");
        Compiled.into(classes, sources);
        for (int i = 0; i < 60; i++) {
            Path file = classes.resolve("huge/library/Part" + i + ".class");
            byte[] classFile = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(classFile, 1 << 20));
        }
        List<CodeBundle> before = space.needed(List.of(client.loadClass("acme.One")));

        assertThatExceptionOfType(CodeTooLargeException.class)
                .isThrownBy(() -> space.needed(List.of(client.loadClass("acme.Main"))))
                .withMessageContainingAll(
                        "engines would need 60.0 MB of classes",
                        "the limits are 50 MB",
                        "60.0 MB of it is huge.library, to which acme.Uses refers",
                        "Put the function into a small class");
        assertThat(space.needed(List.of(client.loadClass("acme.One")))).isEqualTo(before);
        assertThat(names(space.needed(List.of(client.loadClass("acme.Two")))))
                .containsExactly("acme/Common.class", "acme/One.class", "acme/Two.class");
    }

    @Test
    void shouldNotKeepTheClassLoaderAlive() throws Exception {
        CodeSpaces spaces = new CodeSpaces();
        List<CodeSpace> kept = new ArrayList<>();
        WeakReference<ClassLoader> loader = usedLoader(spaces, kept);

        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> {
            System.gc();
            return loader.get() == null;
        });
        assertThat(kept.get(0).needed(List.of())).isNotEmpty();
        assertThat(spaces.of(client)).isNotSameAs(kept.get(0));
    }

    /** In a method of its own, so that no variable keeps the loader. */
    private WeakReference<ClassLoader> usedLoader(CodeSpaces spaces, List<CodeSpace> kept) throws Exception {
        try (URLClassLoader other = Compiled.client(classes)) {
            CodeSpace used = spaces.of(other);
            used.needed(List.of(other.loadClass("acme.Three")));
            used.addJar(classes);
            kept.add(used);
            return new WeakReference<>(other);
        }
    }

    @Test
    void shouldGiveManyThreadsOneBundleOfEachClass() throws Exception {
        List<Class<?>> roots = new ArrayList<>();
        for (String name : List.of("acme.One", "acme.Two", "acme.Three", "acme.Common")) {
            roots.add(client.loadClass(name));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 50; i++) {
                CodeSpace fresh = new CodeSpaces().of(client);
                CyclicBarrier start = new CyclicBarrier(4);
                List<Callable<List<CodeBundle>>> calls = new ArrayList<>();
                for (Class<?> root : roots) {
                    calls.add(() -> {
                        start.await(1, TimeUnit.MINUTES);
                        return fresh.needed(List.of(root));
                    });
                }
                Set<CodeBundle> all = new HashSet<>();
                for (Future<List<CodeBundle>> bundles : threads.invokeAll(calls, 1, TimeUnit.MINUTES)) {
                    all.addAll(bundles.get());
                }
                assertThat(all.stream().flatMap(bundle -> bundle.entries().keySet().stream()))
                        .hasSize(SOURCES.size())
                        .doesNotHaveDuplicates();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Set<String> names(List<CodeBundle> bundles) {
        Set<String> names = new TreeSet<>();
        bundles.forEach(bundle -> names.addAll(bundle.entries().keySet()));
        return names;
    }
}
