package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person adds to a space because no class file tells of it. */
class AddedJarTest {
    private static final String SERVICES = "META-INF/services/java.lang.Runnable";

    @TempDir
    Path directory;

    private Path classes;
    private Path plugins;
    private URLClassLoader client;
    private CodeSpace space;

    @BeforeEach
    void compile() throws Exception {
        classes = Compiled.into(
                directory.resolve("classes"),
                Map.of(
                        "acme.Main", "package acme; public class Main { Used used; }",
                        "acme.Used", "package acme; public class Used {}",
                        "acme.Library", "package acme; public class Library {}"));
        plugins = Compiled.into(
                directory.resolve("plugins"),
                Map.of(
                        "plug.One",
                        "package plug; public class One implements Runnable { public void run() {}"
                                + " acme.Library library; }",
                        "plug.Two",
                        "package plug; public class Two { int version = 1; }"),
                "-cp",
                classes.toString());
        client = Compiled.client(classes);
        space = new CodeSpaces().of(client);
    }

    @Test
    void shouldGoAlongWithEveryLaterFunctionWithAllThatItReaches() throws Exception {
        List<CodeBundle> before = space.needed(main());
        space.addJar(jar("plugins.jar", Map.of(SERVICES, "plug.One".getBytes(StandardCharsets.UTF_8))));

        assertThat(names(before)).containsExactly("acme/Main.class", "acme/Used.class");
        assertThat(names(space.needed(List.of())))
                .containsExactly(SERVICES, "acme/Library.class", "plug/One.class", "plug/Two.class");
        assertThat(space.needed(main())).hasSize(2).containsAll(before).containsAll(space.needed(List.of()));
    }

    @Test
    void shouldBeADirectoryToo() {
        space.addJar(plugins);

        assertThat(names(space.needed(List.of())))
                .containsExactly("acme/Library.class", "plug/One.class", "plug/Two.class");
    }

    @Test
    void shouldNotSendAgainWhatWasSent() throws Exception {
        List<CodeBundle> before = space.needed(main());
        space.addJar(classes);
        List<CodeBundle> added = space.needed(List.of());

        assertThat(added).hasSize(2).containsAll(before);
        assertThat(added.stream().flatMap(bundle -> bundle.entries().keySet().stream()))
                .containsExactlyInAnyOrder("acme/Main.class", "acme/Used.class", "acme/Library.class");
    }

    @Test
    void shouldBeAddedOnce() throws Exception {
        Path jar = jar("plugins.jar", Map.of(SERVICES, "plug.One".getBytes(StandardCharsets.UTF_8)));
        space.addJar(jar);
        List<CodeBundle> once = space.needed(List.of());
        space.addJar(directory.resolve("classes/../plugins.jar"));

        assertThat(space.needed(List.of())).isEqualTo(once);
    }

    @Test
    void shouldKeepServiceFilesOfSeveralJars() throws Exception {
        space.addJar(jar("one.jar", Map.of(SERVICES, "plug.One".getBytes(StandardCharsets.UTF_8))));
        space.addJar(jar("two.jar", Map.of(SERVICES, "plug.Two".getBytes(StandardCharsets.UTF_8))));

        assertThat(space.needed(List.of()).stream()
                        .filter(bundle -> bundle.entries().containsKey(SERVICES)))
                .hasSize(2);
    }

    @Test
    void shouldHaveTheClassesForThisVersionOfJava() throws Exception {
        Path newer = Compiled.into(
                directory.resolve("newer"), Map.of("plug.Two", "package plug; public class Two { int version = 17; }"));
        byte[] expected = Files.readAllBytes(newer.resolve("plug/Two.class"));
        space.addJar(jar(
                "versions.jar",
                Map.of(
                        "META-INF/MANIFEST.MF",
                        "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n".getBytes(StandardCharsets.UTF_8),
                        "META-INF/versions/17/plug/Two.class",
                        expected,
                        "META-INF/versions/99/plug/Two.class",
                        new byte[3],
                        "module-info.class",
                        new byte[3])));

        List<CodeBundle> bundles = space.needed(List.of());

        assertThat(names(bundles))
                .containsExactly("META-INF/MANIFEST.MF", "acme/Library.class", "plug/One.class", "plug/Two.class");
        assertThat(bundles.get(0).entries().get("plug/Two.class")).isEqualTo(expected);
    }

    @Test
    void shouldLeaveOutClassesOfTheJdkAndOfStoker() throws Exception {
        space.addJar(jar(
                "shaded.jar",
                Map.of(
                        "io/stoker/task/StokerException.class", new byte[3],
                        "javax/sql/DataSource.class", new byte[3])));

        assertThat(names(space.needed(List.of())))
                .containsExactly("acme/Library.class", "plug/One.class", "plug/Two.class");
    }

    @Test
    void shouldBeRefusedIfItCannotBeRead() throws Exception {
        Path text = Files.writeString(directory.resolve("text.jar"), "not a jar");
        Path other = Files.writeString(directory.resolve("text"), "not a jar");

        for (Path wrong : List.of(text, other, directory.resolve("missing.jar"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> space.addJar(wrong))
                    .withMessageContaining(wrong.toString());
        }
        Files.delete(other);
        Files.copy(
                plugins.resolve("plug/Two.class"),
                Files.createDirectories(other).resolve("Two.class"));
        space.addJar(other);
        assertThat(space.needed(List.of())).hasSize(1);
    }

    @Test
    void shouldBeRefusedIfAClassFileIsDamaged() throws Exception {
        for (String name : List.of("aaa.First", "zzz.Last")) {
            Path jar = jar(name, Map.of(name.replace('.', '/') + ".class", new byte[9]));
            assertThatExceptionOfType(UnsendableClassException.class)
                    .isThrownBy(() -> space.addJar(jar))
                    .withMessageContainingAll(
                            "the class file of " + name + " cannot be sent", "does not begin like one");
        }
        assertThat(space.needed(List.of())).isEmpty();
    }

    @Test
    void shouldBeRefusedIfItHasItsClassesFurtherBelow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.addJar(directory))
                .withMessageContainingAll(
                        "'" + directory + "' has its classes further below", "classes/acme/Library.class");
    }

    @Test
    void shouldBeRefusedIfItIsLargerThanTheLimit() throws Exception {
        byte[] part = new byte[(CodeSpace.MOST_BYTES >> 1) + 1];
        Path both = jar("large.jar", Map.of("a", part, "b", part));
        Path one = jar("one.jar", Map.of("a", part));
        Path other = jar("other.jar", Map.of("b", part));
        space.addJar(one);
        List<CodeBundle> before = space.needed(List.of());

        assertThatExceptionOfType(CodeTooLargeException.class)
                .isThrownBy(() -> space.addJar(both))
                .withMessageContainingAll("large.jar' has 50.0 MB", "the limit is 50 MB");
        assertThatExceptionOfType(CodeTooLargeException.class)
                .isThrownBy(() -> space.addJar(other))
                .withMessageContainingAll("25.0 MB", "beside the 25.0 MB sent before", "limits are 50 MB");
        assertThat(space.needed(List.of())).isEqualTo(before);
    }

    private List<Class<?>> main() throws ClassNotFoundException {
        return List.of(client.loadClass("acme.Main"));
    }

    /** The plugins and more. */
    private Path jar(String name, Map<String, byte[]> more) throws IOException {
        Path jar = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String plugin : List.of("plug/One.class", "plug/Two.class")) {
                write(out, plugin, Files.readAllBytes(plugins.resolve(plugin)));
            }
            for (Map.Entry<String, byte[]> entry : more.entrySet()) {
                write(out, entry.getKey(), entry.getValue());
            }
        }
        return jar;
    }

    private static void write(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private static Set<String> names(List<CodeBundle> bundles) {
        Set<String> names = new TreeSet<>();
        bundles.forEach(bundle -> names.addAll(bundle.entries().keySet()));
        return names;
    }
}
