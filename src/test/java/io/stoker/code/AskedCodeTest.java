package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a loader at an engine asks for, and what a space at the client finds by names that somebody else has made up.
 */
class AskedCodeTest {
    private static final String SEEKER =
            "package p; public class Seeker { public static Class<?> seek(String name) throws Exception {"
                    + " return Class.forName(name); } }";
    private static final Map<String, String> SOURCES = Map.of(
            "p.Seeker",
            SEEKER,
            "p.Hidden",
            "package p; public class Hidden { Helper helper; static { String s = \"%s\"; } }",
            "p.Helper",
            "package p; public class Helper {}",
            "p.Alone",
            "package p; public class Alone {}");

    @TempDir
    Path directory;

    private final List<String> asked = new ArrayList<>();

    private Path classes(String version) throws IOException {
        Map<String, String> sources = new java.util.HashMap<>(SOURCES);
        sources.replaceAll((name, source) -> source.replace("%s", version));
        return Compiled.into(directory.resolve(version), sources);
    }

    private Path resource(Path root, String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static CodeSpace space(ClassLoader client) {
        return new CodeSpaces().of(client);
    }

    /** Asks this space, as an engine does by way of controller and store. */
    private CodeLoader loader(CodeSpace space) {
        return new CodeLoader(space.id(), Compiled.engine(), (id, entry, known) -> find(space, entry, known));
    }

    private BundleSource.Found find(CodeSpace space, String entry, Predicate<StoredValue> known) {
        asked.add(entry);
        List<CodeBundle> bundles = space.find(entry).stream()
                .filter(bundle -> !known.test(bundle.stored()))
                .map(bundle -> CodeBundle.read(bundle.stored(), bundle.bytes()))
                .toList();
        return new BundleSource.Found(bundles, "");
    }

    private static CodeLoader loader(BundleSource source) {
        return new CodeLoader(UUID.randomUUID(), Compiled.engine(), source);
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldLoadAClassWithAllThatItNeedsByOneQuestion() throws Exception {
        try (URLClassLoader client = Compiled.client(classes("one"))) {
            CodeLoader loader = loader(space(client));
            Class<?> hidden = loader.loadClass("p.Hidden");
            assertThat(hidden.getDeclaredField("helper").getType().getClassLoader())
                    .isSameAs(loader);
            assertThat(hidden.getClassLoader()).isSameAs(loader);
            assertThat(asked).containsExactly("p/Hidden.class");
        }
    }

    @Test
    void shouldGiveEachSpaceItsOwnVersion() throws Exception {
        try (URLClassLoader one = Compiled.client(classes("one"));
                URLClassLoader other = Compiled.client(classes("other"))) {
            CodeLoader first = loader(space(one));
            CodeLoader second = loader(space(other));
            String name = "p/Hidden.class";
            first.loadClass("p.Hidden");
            second.loadClass("p.Hidden");
            assertThat(text(first.getResourceAsStream(name)))
                    .isEqualTo(text(one.getResourceAsStream(name)))
                    .isNotEqualTo(text(second.getResourceAsStream(name)));
        }
    }

    @Test
    void shouldSendNoClassTwice() throws Exception {
        try (URLClassLoader client = Compiled.client(classes("one"))) {
            CodeSpace space = space(client);
            List<CodeBundle> sent = space.needed(List.of(client.loadClass("p.Helper")));
            List<CodeBundle> found = space.find("p/Hidden.class");
            assertThat(found).containsAll(sent).hasSize(2);
            assertThat(space.find("p/Hidden.class")).isEqualTo(found);
            assertThat(space.find("p/Helper.class")).isEqualTo(sent);
        }
    }

    @Test
    void shouldAskOnceForWhatNobodyHas() {
        List<String> questions = new ArrayList<>();
        CodeLoader loader = loader((space, entry, known) -> {
            questions.add(entry);
            return BundleSource.Found.NOTHING;
        });
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> loader.loadClass("p.Optional"))
                    .isInstanceOf(ClassNotFoundException.class)
                    .hasMessageStartingWith("the class p.Optional was not sent with the function, and the engine does"
                            + " not have it; nor does the client find it")
                    .hasMessageContaining("addJar");
            assertThat(loader.getResource("p/a.txt")).isNull();
        }
        assertThat(questions).containsExactly("p/Optional.class", "p/a.txt");
    }

    @Test
    void shouldAskForNothingThatEnginesHave() {
        CodeLoader loader = loader((space, entry, known) -> {
            throw new IllegalStateException("asked for " + entry);
        });
        assertThatThrownBy(() -> loader.loadClass("java.util.Lisst"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("is not in Java");
        assertThatThrownBy(() -> loader.loadClass("groovy.lang.Nothing"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("classes of the JDK");
        assertThat(loader.getResource("io/stoker/task/StokerException.class")).isNotNull();
    }

    @Test
    void shouldSayWhyTheClientDoesNotSendAClass() {
        CodeLoader loader = loader((space, entry, known) -> new BundleSource.Found(List.of(), "made at run time"));
        assertThatThrownBy(() -> loader.loadClass("p.Made"))
                .hasMessageContaining("the client does not send it: made at run time");
    }

    @Test
    void shouldAskAgainWhenItCouldNotBeFoundOut() throws Exception {
        CodeBundle bundle = CodeBundle.of(Map.of("p/a.txt", new byte[] {65}));
        List<String> questions = new ArrayList<>();
        CodeLoader loader = loader((space, entry, known) -> {
            questions.add(entry);
            if (questions.size() == 1) {
                throw new StokerException("the client is gone");
            }
            return new BundleSource.Found(List.of(bundle), "");
        });
        assertThat(loader.getResource("p/a.txt")).isNull();
        assertThat(text(loader.getResourceAsStream("p/a.txt"))).isEqualTo("A");
        assertThatThrownBy(() -> loader((space, entry, known) -> {
                            throw new StokerException("the client is gone");
                        })
                        .loadClass("p.Hidden"))
                .hasMessageContaining("the engine does not have it; the client is gone");
    }

    @Test
    void shouldLeaveAThreadInterruptedWhoseWaitWas() {
        CodeLoader loader = loader((space, entry, known) -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> loader.loadClass("p.Hidden")).hasMessageContaining("was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldNameWhoAsksForAClass() throws Exception {
        try (URLClassLoader client = Compiled.client(classes("one"))) {
            Class<?> seeker = loader(space(client)).loadClass("p.Seeker");
            assertThatThrownBy(() -> seeker.getMethod("seek", String.class).invoke(null, "p.Nowhere"))
                    .cause()
                    .hasMessageStartingWith("the class p.Nowhere, which p.Seeker.seek asks for, was not sent");
        }
    }

    @Test
    void shouldFindAllResourcesOfAName() throws Exception {
        Path one = directory.resolve("r1");
        Path other = directory.resolve("r2");
        resource(one, "META-INF/services/p.S", "a");
        resource(other, "META-INF/services/p.S", "b");
        try (URLClassLoader client = Compiled.client(one, other)) {
            CodeLoader loader = loader(space(client));
            List<String> found = new ArrayList<>();
            for (var url : Collections.list(loader.getResources("META-INF/services/p.S"))) {
                found.add(text(url.openStream()));
            }
            assertThat(found).containsExactlyInAnyOrder("a", "b");
            loader.getResources("META-INF/services/p.S");
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void shouldGiveNothingBesideTheClassPath() throws Exception {
        Path root = directory.resolve("root");
        resource(root, "p/a.txt", "a");
        Path secret = resource(directory, "secret.txt", "s");
        try (URLClassLoader client = Compiled.client(root)) {
            CodeSpace space = space(client);
            assertThat(space.find("p/a.txt")).hasSize(1);
            for (String name : List.of(
                    "",
                    "p",
                    "p/",
                    "/p/a.txt",
                    "../secret.txt",
                    "p/../../secret.txt",
                    "p/./a.txt",
                    "p//a.txt",
                    "..\\secret.txt",
                    secret.toString(),
                    secret.toUri().toString(),
                    "java/lang/Object.class",
                    "java/lang/uniName.dat",
                    "io/stoker/task/StokerException.class",
                    "p/None.class",
                    "none.txt")) {
                assertThat(space.find(name)).as(name).isEmpty();
            }
        }
    }

    @Test
    void shouldReadAResourceInAJarButNoFolderInIt() throws Exception {
        Path jar = directory.resolve("a.jar");
        try (var out = new java.util.jar.JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new java.util.zip.ZipEntry("p/"));
            out.putNextEntry(new java.util.zip.ZipEntry("p/a.txt"));
            out.write('a');
        }
        try (URLClassLoader client = Compiled.client(jar)) {
            assertThat(text(loader(space(client)).getResourceAsStream("p/a.txt")))
                    .isEqualTo("a");
            assertThat(space(client).find("p")).isEmpty();
        }
    }

    @Test
    void shouldRefuseResourcesBeyondTheLimitOfASpace() throws Exception {
        Path root = Files.createDirectories(directory.resolve("large"));
        Files.write(root.resolve("a.bin"), new byte[CodeSpace.MOST_BYTES + 1]);
        Files.write(root.resolve("b.bin"), new byte[CodeSpace.MOST_BYTES / 2 + 1]);
        Files.write(root.resolve("c.bin"), new byte[CodeSpace.MOST_BYTES / 2 + 1]);
        try (URLClassLoader client = Compiled.client(root)) {
            CodeSpace space = space(client);
            assertThatThrownBy(() -> space.find("a.bin"))
                    .isInstanceOf(CodeTooLargeException.class)
                    .hasMessageContaining("a.bin");
            assertThat(space.find("b.bin")).hasSize(1);
            assertThat(space.find("b.bin")).hasSize(1);
            assertThatThrownBy(() -> space.find("c.bin")).isInstanceOf(CodeTooLargeException.class);
        }
    }

    @Test
    void shouldRefuseAClassThatHasNoFile() throws Exception {
        Path classes = classes("one");
        ClassLoader maker = new ClassLoader(Compiled.engine()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (!name.equals("p.Alone")) {
                    throw new ClassNotFoundException(name);
                }
                try {
                    byte[] bytes = Files.readAllBytes(classes.resolve("p/Alone.class"));
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        assertThatThrownBy(() -> space(maker).find("p/Alone.class"))
                .isInstanceOf(UnsendableClassException.class)
                .hasMessageContaining("p.Alone")
                .hasMessageContaining("made at run time");
        assertThat(space(maker).find("p/Other.class")).isEmpty();
    }

    @Test
    void shouldCountWhatWasAskedForAmongTheBundlesOfAnEngine() throws Exception {
        CodeBundle asked = CodeBundle.of(Map.of("p/a.txt", new byte[100]));
        CodeLoaders loaders = new CodeLoaders(
                Compiled.engine(), 1, 1_000, (space, entry, known) -> new BundleSource.Found(List.of(asked), ""));
        UUID space = UUID.randomUUID();
        assertThat(loaders.loader(space, List.of(), Map.of()).getResource("p/a.txt"))
                .isNotNull();
        assertThat(loaders.lacks(List.of(asked.stored()))).isNotEmpty();
        loaders.loader(space, List.of(), Map.of());
        assertThat(loaders.lacks(List.of(asked.stored()))).isEmpty();
    }
}
