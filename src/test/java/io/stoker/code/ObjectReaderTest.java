package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.code.Shop.Cache;
import io.stoker.code.Shop.Colour;
import io.stoker.code.Shop.Connection;
import io.stoker.code.Shop.Mapping;
import io.stoker.code.Shop.Moody;
import io.stoker.code.Shop.Node;
import io.stoker.code.Shop.Pricer;
import io.stoker.code.Shop.Quote;
import io.stoker.code.Shop.Task;
import io.stoker.task.MalformedValueException;
import io.stoker.task.StokerException;
import io.stoker.task.Subject;
import io.stoker.task.UnreadableValueException;
import io.stoker.task.UnsentException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is read, and what is said of what cannot be. */
class ObjectReaderTest {
    private static final String SHOP = "io.stoker.code.Shop";
    private static final String TEST = "io.stoker.code.ObjectReaderTest";

    private static byte[] written(Object object) {
        return ObjectWriter.write(Subject.of("send", "v"), object, 1 << 20).bytes();
    }

    private static Object read(byte[] bytes) {
        return ObjectReader.read(bytes, ObjectReaderTest.class.getClassLoader(), ReadLimits.DEFAULT);
    }

    @Test
    void shouldReadObjectsOfClassesThatTheLoaderDefines() {
        Object value = new ArrayList<>(List.of(new Quote("a", 1), Colour.GREEN, Map.of("k", Set.of(1))));
        Object read = ObjectReader.read(written(value), OtherJvm.with(SHOP), ReadLimits.DEFAULT);
        assertThat(read).hasToString(value.toString()).isNotEqualTo(value);
        assertThat(read(written(value))).isEqualTo(value);
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldReadALambdaThatRunsWhereItsClassWasSent() throws Exception {
        Quote quote = new Quote("a", 20);
        int more = 1;
        Task<Integer> inner = () -> quote.price() + more;
        Mapping<Integer, Integer> method = Math::abs;
        Comparator<Map.Entry<String, Integer>> ofTheJdk = Map.Entry.comparingByKey();
        Callable<Integer> lambda = (Callable<Integer> & java.io.Serializable)
                () -> 2 * inner.call() + method.apply(-ofTheJdk.compare(Map.entry("a", 1), Map.entry("a", 2)));
        Callable<Integer> read =
                (Callable<Integer>) ObjectReader.read(written(lambda), OtherJvm.with(SHOP, TEST), ReadLimits.DEFAULT);
        assertThat(read.call()).isEqualTo(42);
        assertThat(read.getClass().getClassLoader()).isInstanceOf(OtherJvm.class);
    }

    @Test
    void shouldReadWhatDatesAndCollectionsOfTheJdkHaveInThem() {
        for (Object value : List.of(
                new GregorianCalendar(TimeZone.getTimeZone("Europe/Berlin")),
                EnumSet.allOf(Colour.class),
                new TreeMap<>(Map.of(1, 2)),
                new LinkedList<>(java.util.Collections.nCopies(1000, 1)))) {
            assertThat(read(written(value))).isEqualTo(value);
        }
    }

    @Test
    void shouldReadPrimitiveClassesAndArrays() {
        assertThat((Object[]) read(written(new Object[] {int.class, void.class, int[][].class, Quote[].class})))
                .containsExactly(int.class, void.class, int[][].class, Quote[].class);
        assertThat((int[][]) read(written(new int[][] {{1}, {2, 3}}))).isDeepEqualTo(new int[][] {{1}, {2, 3}});
    }

    @Test
    void shouldRefuseClassesThatDidNotComeWithTheObjectUnlessTheyAreAllowed() {
        byte[] bytes = written(new Object[] {new Quote("a", 1)});
        OtherJvm loader = OtherJvm.with(TEST);
        assertThatThrownBy(() -> ObjectReader.read(bytes, loader, ReadLimits.DEFAULT))
                .isInstanceOf(MalformedValueException.class)
                .hasMessage("an object is not read, because it names the class io.stoker.code.Shop$Quote, which is not"
                        + " allowed: only classes of the JDK and those that came with the object can be read");
        Object read =
                ObjectReader.read(bytes, loader, ReadLimits.DEFAULT, name -> name.equals("io.stoker.code.Shop$Quote"));
        assertThat((Object[]) read).containsExactly(new Quote("a", 1));
    }

    @Test
    void shouldReadPlainDataOfStokerWhateverTheLoader() {
        assertThat(ObjectReader.read(
                        written(new UnsentException("a", "b", "")), OtherJvm.with(TEST), ReadLimits.DEFAULT))
                .isInstanceOf(UnsentException.class);
    }

    @Test
    void shouldSayThatAClassIsMissing() {
        byte[] bytes = written(List.of(new Quote("a", 1)));
        assertThatThrownBy(() -> ObjectReader.read(bytes, OtherJvm.withOnly(name -> false), ReadLimits.DEFAULT))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage("the class io.stoker.code.Shop$Quote is missing here; have it on the class path, or send it"
                        + " along");
        byte[] lambda = written(Maker.lambda());
        assertThatThrownBy(() -> ObjectReader.read(
                        lambda, OtherJvm.withOnly(name -> name.equals(Maker.class.getName())), ReadLimits.DEFAULT))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage("the class io.stoker.code.Shop$Task is missing here; have it on the class path, or send it"
                        + " along");
    }

    static final class Maker {
        static Task<Integer> lambda() {
            return () -> 1;
        }
    }

    @Test
    void shouldSayThatAClassHasChanged() {
        byte[] bytes = written(new Cache());
        byte[] changed = Streams.replaced(bytes, Streams.version(1L), Streams.version(77L));
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage("the class io.stoker.code.Shop$Cache here differs from the one that the object was written"
                        + " with: its serialVersionUID is 1 here, and was 77; run the same build on both sides");
    }

    @Test
    void shouldSayThatALambdaHasChanged() {
        Task<Integer> lambda = () -> 1;
        byte[] bytes = written(lambda);
        byte[] changed = Streams.replaced(bytes, "lambda$", "lambdo$");
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage("the class io.stoker.code.ObjectReaderTest here does not have the lambda that was sent, so"
                        + " it was compiled from another source; run the same build on both sides");
    }

    @Test
    void shouldNameTheCodeThatThrows() {
        assertThatThrownBy(() -> read(written(List.of(new Moody(false)))))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage("an object could not be read, because io.stoker.code.Shop$Moody.readObject threw"
                        + " java.lang.IllegalStateException: not tomorrow");
        byte[] bytes = written(new Strict(1));
        assertThatThrownBy(() -> read(Streams.replaced(bytes, new byte[] {0, 0, 0, 1}, new byte[] {-1, 0, 0, 1})))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage("an object could not be read, because the constructor of"
                        + " io.stoker.code.ObjectReaderTest$Strict threw java.lang.IllegalArgumentException: negative");
    }

    record Strict(int number) implements java.io.Serializable {
        Strict {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    @Test
    void shouldSayThatAStaticInitialiserThrows() {
        byte[] bytes = written(new Fragile());
        System.setProperty(Fragile.class.getName(), "breaks");
        try {
            assertThatThrownBy(() -> ObjectReader.read(bytes, OtherJvm.with(TEST), ReadLimits.DEFAULT))
                    .isInstanceOf(UnreadableValueException.class)
                    .hasMessage("an object could not be read, because the static initialiser of"
                            + " io.stoker.code.ObjectReaderTest$Fragile threw java.lang.IllegalStateException: broken");
        } finally {
            System.clearProperty(Fragile.class.getName());
        }
    }

    static final class Fragile implements java.io.Serializable {
        private static final long serialVersionUID = 1L;

        static {
            if (System.getProperty(Fragile.class.getName()) != null) {
                throw new IllegalStateException("broken");
            }
        }
    }

    @Test
    void shouldSayWhatALoaderSaysThatCannotFetchAClass() {
        StokerException lost = new StokerException("the sender of the class is gone");
        ClassLoader loader = OtherJvm.withOnly(name -> {
            if (name.equals(Quote.class.getName())) {
                throw lost;
            }
            return false;
        });
        byte[] bytes = written(new Quote("a", 1));
        assertThatThrownBy(() -> ObjectReader.read(bytes, loader, ReadLimits.DEFAULT))
                .isSameAs(lost);
    }

    @Test
    void shouldNeedNoMoreClassesThanAreNamed() {
        Pricer pricer = new Pricer();
        pricer.cache.lock = new Object[] {new Quote("a", 1), Node.chain(2)};
        Encoded encoded = ObjectWriter.write(Subject.of("send", "v"), List.of(pricer), 1 << 20);
        Set<String> names = encoded.classes().stream().map(Class::getName).collect(Collectors.toSet());
        // With what the fields and methods of these refer to.
        names.addAll(List.of(Connection.class.getName(), Task.class.getName()));
        Object read = ObjectReader.read(encoded.bytes(), OtherJvm.withOnly(names::contains), ReadLimits.DEFAULT);
        assertThat(((List<?>) read).get(0)).hasFieldOrProperty("cache");
    }

    @Test
    void shouldStopReadingWhenInterruptedAndLeaveTheFlag() {
        byte[] bytes = written(List.of(new Quote("a", 1)));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("interrupted while an object was read");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void shouldReadWhatIsAsDeepAsCanBeWritten() {
        Node read = (Node) read(written(Node.chain(200)));
        int length = 0;
        for (Node node = read; node != null; node = node.next) {
            length++;
        }
        assertThat(length).isEqualTo(200);
        Node nodes = Node.chain(20);
        nodes.content = new HashMap<>();
        assertThat(((Node) read(written(nodes))).content).isEqualTo(Map.of());
    }
}
