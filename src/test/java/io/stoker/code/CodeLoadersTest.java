package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stoker.task.MalformedException;
import io.stoker.task.StoredValue;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeLoadersTest {
    private static final int SPACES = 200;
    private static final int KEPT = 8;

    private final CodeLoaders loaders = new CodeLoaders(Compiled.engine(), 2, 300);

    @Test
    void shouldShareBundlesAmongSpaces() {
        CodeBundle a = bundle("a", 100);
        CodeBundle b = bundle("b", 100);

        assertThat(loaders.lacks(stored(b, a))).containsExactly(b.stored(), a.stored());
        CodeLoader one = loaders.loader(space(1), stored(a, b), fetched(a, b));
        assertThat(loaders.lacks(stored(a, b))).isEmpty();
        CodeLoader other = loaders.loader(space(2), stored(a), Map.of());

        assertThat(other).isNotSameAs(one);
        assertThat(other.getResource("a")).isEqualTo(one.getResource("a"));
        assertThat(other.getResource("b")).isNull();
    }

    @Test
    void shouldKeepTheLoadersOfTheSpacesThatWereUsedLast() {
        CodeLoader one = loaders.loader(space(1), List.of(), Map.of());
        CodeLoader two = loaders.loader(space(2), List.of(), Map.of());
        assertThat(loaders.loader(space(1), List.of(), Map.of())).isSameAs(one);
        loaders.loader(space(3), List.of(), Map.of());

        assertThat(loaders.loader(space(1), List.of(), Map.of())).isSameAs(one);
        assertThat(loaders.loader(space(2), List.of(), Map.of())).isNotSameAs(two);
    }

    @Test
    void shouldAddBundlesToTheLoaderThatASpaceHas() throws Exception {
        CodeBundle a = bundle("a", 100);
        CodeBundle b = bundle("b", 100);
        CodeLoader loader = loaders.loader(space(1), stored(a), fetched(a));

        assertThat(loaders.loader(space(1), stored(a, b), fetched(b))).isSameAs(loader);
        assertThat(Collections.list(loader.getResources("a"))).hasSize(1);
        assertThat(Collections.list(loader.getResources("b"))).hasSize(1);
    }

    @Test
    void shouldDropBundlesThatNoLoaderHasBeforeLoaders() {
        CodeBundle a = bundle("a", 100);
        CodeBundle b = bundle("b", 100);
        CodeBundle c = bundle("c", 150);
        loaders.loader(space(1), stored(a), fetched(a));
        CodeLoader two = loaders.loader(space(2), stored(b), fetched(b));
        loaders.loader(space(3), List.of(), Map.of()); // There are two loaders at most, so that nobody has a.
        assertThat(loaders.lacks(stored(a, b))).isEmpty();

        loaders.loader(space(3), stored(c), fetched(c));

        assertThat(loaders.lacks(stored(a, b, c))).containsExactly(a.stored());
        assertThat(loaders.loader(space(2), List.of(), Map.of())).isSameAs(two);
    }

    @Test
    void shouldDropLoadersIfTheirBundlesAreTooLarge() {
        CodeBundle a = bundle("a", 200);
        CodeBundle b = bundle("b", 200);
        CodeLoader one = loaders.loader(space(1), stored(a), fetched(a));
        CodeLoader two = loaders.loader(space(2), stored(b), fetched(b));

        assertThat(loaders.lacks(stored(a, b))).containsExactly(a.stored());
        assertThat(loaders.loader(space(2), stored(b), Map.of())).isSameAs(two);
        assertThat(loaders.loader(space(1), stored(a), fetched(a))).isNotSameAs(one);
    }

    @Test
    void shouldKeepTheSpaceThatWasUsedLastHoweverLargeItIs() {
        CodeBundle a = bundle("a", 1_000);
        CodeLoader one = loaders.loader(space(1), stored(a), fetched(a));

        assertThat(loaders.loader(space(1), stored(a), Map.of())).isSameAs(one);
        loaders.loader(space(2), List.of(), Map.of());
        assertThat(loaders.lacks(stored(a))).containsExactly(a.stored());
    }

    @Test
    void shouldRefuseBytesOfAnotherBundleAndMissingOnes() {
        CodeBundle a = bundle("a", 100);
        CodeBundle b = bundle("b", 100);

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> loaders.loader(space(1), stored(a), Map.of(a.stored(), b.bytes())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loaders.loader(space(1), stored(a), Map.of()))
                .withMessageContaining("the bundle of classes " + a.stored() + " was not fetched");
        assertThat(loaders.lacks(stored(a))).containsExactly(a.stored());
        assertThat(loaders.loader(space(1), stored(a), fetched(a)).getResource("a"))
                .isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new CodeLoaders(Compiled.engine(), 0, 1));
    }

    @Test
    void shouldLetLoadersGo(@TempDir Path directory) throws Exception {
        List<WeakReference<ClassLoader>> all = new ArrayList<>();
        CodeLoaders many = new CodeLoaders(Compiled.engine(), KEPT, 1 << 20);
        run(many, directory, all, new ArrayList<>());

        awaitAlive(KEPT, all, Duration.ofMinutes(1));
        assertThat(many.loader(space(SPACES - 1), List.of(), Map.of()))
                .isIn(all.stream().map(WeakReference::get).toList());
    }

    /** So that the other test is known to fail if an object of a function's class were kept anywhere. */
    @Test
    void shouldSeeInTheSameWayThatALoaderIsHeld(@TempDir Path directory) throws Exception {
        List<WeakReference<ClassLoader>> all = new ArrayList<>();
        List<Object> results = new ArrayList<>();
        CodeLoaders many = new CodeLoaders(Compiled.engine(), KEPT, 1 << 20);
        run(many, directory, all, results);
        Object held = results.get(SPACES / 2);
        results.clear();

        awaitAlive(KEPT + 1, all, Duration.ofMinutes(1));
        assertThatExceptionOfType(ConditionTimeoutException.class)
                .isThrownBy(() -> awaitAlive(KEPT, all, Duration.ofSeconds(1)));
        assertThat(held.getClass().getClassLoader())
                .isSameAs(all.get(SPACES / 2).get())
                .isNotSameAs(many.loader(space(SPACES / 2), List.of(), Map.of()));
    }

    /** Runs code in each of many spaces, half of which have the same classes. */
    private static void run(
            CodeLoaders loaders, Path directory, List<WeakReference<ClassLoader>> all, List<Object> results)
            throws Exception {
        List<List<CodeBundle>> needed = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Path classes = Compiled.into(directory.resolve("classes" + i), Map.of("acme.Task" + i, """
                package acme;
                import java.util.function.Supplier;
                public class Task%d implements Supplier<Object> {
                    record Row(int number, String text) {}
                    enum Size { SMALL { }, LARGE }
                    static final Object STATE = new Object[100];
                    public Object get() {
                        Supplier<Object> row = () -> new Row(Size.values().length, "text" + STATE);
                        return row.get();
                    }
                }
                """.formatted(i)));
            try (URLClassLoader client = Compiled.client(classes)) {
                needed.add(new CodeSpaces().of(client).needed(List.of(client.loadClass("acme.Task" + i))));
            }
        }
        for (int i = 0; i < SPACES; i++) {
            List<StoredValue> stored =
                    needed.get(i % 2).stream().map(CodeBundle::stored).toList();
            assertThat(loaders.lacks(stored)).hasSize(i < 2 ? 1 : 0);
            CodeLoader loader =
                    loaders.loader(space(i), stored, fetched(needed.get(i % 2).toArray(CodeBundle[]::new)));
            all.add(new WeakReference<>(loader));
            Object task = loader.loadClass("acme.Task" + i % 2)
                    .getDeclaredConstructor()
                    .newInstance();
            results.add(((Supplier<?>) task).get());
        }
    }

    private static void awaitAlive(int most, List<WeakReference<ClassLoader>> all, Duration timeout) {
        Awaitility.await().atMost(timeout).until(() -> {
            System.gc();
            return all.stream().filter(loader -> loader.get() != null).count() <= most;
        });
    }

    private static UUID space(int number) {
        return new UUID(0, number);
    }

    /** With an entry of the name that takes so many bytes. */
    private static CodeBundle bundle(String name, int size) {
        return CodeBundle.of(Map.of(name, new byte[size - name.length()]));
    }

    private static List<StoredValue> stored(CodeBundle... bundles) {
        return Arrays.stream(bundles).map(CodeBundle::stored).toList();
    }

    private static Map<StoredValue, byte[]> fetched(CodeBundle... bundles) {
        return Arrays.stream(bundles).collect(Collectors.toMap(CodeBundle::stored, CodeBundle::bytes));
    }
}
