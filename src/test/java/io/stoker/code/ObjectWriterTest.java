package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.code.Shop.Cache;
import io.stoker.code.Shop.Checked;
import io.stoker.code.Shop.Colour;
import io.stoker.code.Shop.Connection;
import io.stoker.code.Shop.Main;
import io.stoker.code.Shop.Mapping;
import io.stoker.code.Shop.Moody;
import io.stoker.code.Shop.Node;
import io.stoker.code.Shop.Omitting;
import io.stoker.code.Shop.Pricer;
import io.stoker.code.Shop.Quote;
import io.stoker.code.Shop.Replaced;
import io.stoker.code.Shop.Secretive;
import io.stoker.code.Shop.Task;
import io.stoker.task.Subject;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.ValueTooLargeException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is written, and what the caller is told of what cannot be. */
class ObjectWriterTest {
    private static final long ENOUGH = 1 << 20;

    private static Encoded write(Object object) {
        return ObjectWriter.write(Subject.of("submit", "f"), object, ENOUGH);
    }

    private static void assertRefused(Object object, String message) {
        assertThatThrownBy(() -> write(object))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessage("cannot submit 'f': " + message);
    }

    @Test
    void shouldNameTheClassesThatALambdaNeeds() {
        Quote quote = new Quote("a", 1);
        Task<String> lambda = () -> quote.name();
        assertThat(write(lambda).classes()).containsExactlyInAnyOrder(ObjectWriterTest.class, Quote.class, Task.class);
    }

    @Test
    void shouldNameTheClassOfAMethodThatIsReferredTo() {
        Mapping<Integer, Integer> function = new Pricer()::price;
        assertThat(write(function).classes())
                .containsExactlyInAnyOrder(ObjectWriterTest.class, Mapping.class, Pricer.class, Cache.class);
    }

    @Test
    void shouldNameTheClassOfAStaticMethodThatIsReferredTo() {
        Mapping<String, Quote> function = Quote::free;
        assertThat(write(function).classes())
                .containsExactlyInAnyOrder(ObjectWriterTest.class, Mapping.class, Quote.class);
    }

    @Test
    void shouldNameTheElementsOfArraysAndSuperclassesAndEnums() {
        class Better extends Cache {}
        Object value = new Object[] {new Quote[0][0], Colour.GREEN, Node.class, new int[2], new ArrayList<>()};
        assertThat(write(value).classes()).containsExactlyInAnyOrder(Quote.class, Colour.class, Node.class);
        Cache local = new Cache();
        local.lock = Better.class;
        assertThat(write(local).classes()).containsExactlyInAnyOrder(Cache.class, Better.class);
    }

    @Test
    void shouldNameThePathOfFieldsToWhatIsNotSerializable() {
        Pricer pricer = new Pricer();
        pricer.cache.lock = new Connection();
        Task<Integer> lambda = () -> pricer.price(1);
        String flaw =
                " is a io.stoker.code.Shop$Connection, which is not Serializable: make it Serializable, or make the"
                        + " field transient";
        assertRefused(lambda, "pricer.cache.lock" + flaw);
        assertRefused(pricer, "f.cache.lock" + flaw);
        assertRefused(List.of(1, Map.of("a", pricer)), "f[1].a.cache.lock" + flaw);
        assertRefused(new Object[] {new TreeMap<>(Map.of(7, pricer))}, "f[0][7].cache.lock" + flaw);
        assertRefused(new AtomicReference<>(pricer), "f.get().cache.lock" + flaw);
    }

    @Test
    void shouldNameTheVariableThatALambdaCaptures() {
        long wide = System.nanoTime();
        Connection connection = new Connection();
        Task<String> lambda = () -> wide + connection.toString();
        assertRefused(
                lambda,
                "connection is a io.stoker.code.Shop$Connection, which is not Serializable: make it Serializable");
        assertRefused(
                Map.of("task", lambda),
                "connection (which f.task captures) is a io.stoker.code.Shop$Connection, which is not Serializable:"
                        + " make it Serializable");
        Task<String> outer = () -> lambda.call();
        assertRefused(
                outer,
                "connection (which lambda captures) is a io.stoker.code.Shop$Connection, which is not Serializable:"
                        + " make it Serializable");
    }

    @Test
    void shouldNameTheVariableBesideACapturedThisAndWideOnes() {
        assertRefused(
                new Pricer().usingItself(1, 2, new Connection()),
                "last is a io.stoker.code.Shop$Connection, which is not Serializable: make it Serializable");
        Pricer pricer = new Pricer();
        pricer.cache.lock = new Connection();
        assertRefused(
                pricer.usingItself(1, 2, 3),
                "this.cache.lock is a io.stoker.code.Shop$Connection, which is not Serializable: make it Serializable,"
                        + " or make the field transient");
    }

    @Test
    void shouldSayThatALambdaCapturesThis() {
        assertRefused(
                new Main().usingItself(),
                "the lambda uses a field or method of io.stoker.code.Shop$Main, so it captures this: make Main"
                        + " Serializable, or copy the field to a local variable first");
        assertRefused(
                List.of(new Main().usingItself()),
                "the lambda f[0] uses a field or method of io.stoker.code.Shop$Main, so it captures this: make Main"
                        + " Serializable, or copy the field to a local variable first");
        assertThat(write(new Main().notUsingItself()).classes()).containsExactlyInAnyOrder(Main.class, Task.class);
    }

    @Test
    void shouldNameTheObjectOfAMethodReference() {
        assertRefused(
                new Main().referring(),
                "the object of the method reference is a io.stoker.code.Shop$Main, which is not Serializable:"
                        + " make it Serializable");
    }

    @Test
    void shouldSayThatAnInnerClassHoldsTheObjectAroundIt() {
        assertRefused(
                new Main().innerObject(),
                "f.this$0 is a io.stoker.code.Shop$Main, which is not Serializable: it is the object around an inner"
                        + " or anonymous class; make that class static, or this one Serializable");
    }

    private static Object usingAVariable(Connection connection) {
        class Local implements Serializable {
            @Override
            public String toString() {
                return connection.toString();
            }
        }
        return new Local();
    }

    @Test
    void shouldNameTheVariableThatALocalClassUses() {
        assertRefused(
                List.of(usingAVariable(new Connection())),
                "f[0].connection is a io.stoker.code.Shop$Connection, which is not Serializable: make it Serializable,"
                        + " or make the field transient");
    }

    @Test
    void shouldSayWhichTypeALambdaNeeds() {
        Supplier<Integer> supplier = () -> 1;
        Task<Integer> lambda = () -> supplier.get();
        assertRefused(
                lambda,
                "supplier is a lambda or method reference of the type java.util.function.Supplier, which is not"
                        + " Serializable: declare an interface that extends it and java.io.Serializable, or cast it to"
                        + " (java.util.function.Supplier & java.io.Serializable)");
        Function<Integer, Integer> root = x -> x;
        assertRefused(
                root,
                "f is a lambda or method reference of the type java.util.function.Function, which is not Serializable:"
                        + " declare an interface that extends it and java.io.Serializable, or cast it to"
                        + " (java.util.function.Function & java.io.Serializable)");
    }

    @Test
    void shouldNameTheComparatorOfSortedCollections() {
        Comparator<String> comparator = (a, b) -> b.compareTo(a);
        PriorityQueue<String> queue = new PriorityQueue<>(comparator);
        queue.add("a");
        for (Object sorted : List.of(new TreeMap<>(comparator), new TreeSet<>(comparator), queue)) {
            assertRefused(
                    sorted,
                    "f.comparator() is a lambda or method reference of the type java.util.Comparator, which is not"
                            + " Serializable: declare an interface that extends it and java.io.Serializable, or cast it to"
                            + " (java.util.Comparator & java.io.Serializable)");
        }
    }

    @Test
    void shouldNameKeysEntriesAndCauses() {
        String flaw = " is a io.stoker.code.Shop$Connection, which is not Serializable: make it Serializable";
        assertRefused(Map.of(new Connection(), 1), "f.keys[0]" + flaw);
        assertRefused(new SimpleEntry<>(new Connection(), 1), "f.getKey()" + flaw);
        assertRefused(new SimpleEntry<>(1, new Connection()), "f.getValue()" + flaw);
        Exception thrown = new Exception(new Holding(new Connection()));
        assertRefused(thrown, "f.getCause().held" + flaw + ", or make the field transient");
        Exception suppressing = new Exception();
        suppressing.addSuppressed(new Exception());
        suppressing.addSuppressed(thrown);
        assertRefused(suppressing, "f.getSuppressed()[1].getCause().held" + flaw + ", or make the field transient");
    }

    private static final class Holding extends Exception {
        private static final long serialVersionUID = 1L;

        final Object held;

        Holding(Object held) {
            this.held = held;
        }
    }

    @Test
    void shouldSayWhatToDoWithClassesOfTheJdk() {
        Cache cache = new Cache();
        cache.lock = Optional.of(1);
        assertRefused(
                cache,
                "f.lock is a java.util.Optional, which is not Serializable: hold its content, orElse(null), or make"
                        + " the field transient");
        assertRefused(
                new Object[] {new HashMap<>().values()},
                "f[0] is a java.util.HashMap$Values, which is not Serializable: copy it, new ArrayList<>(it)");
        assertRefused(
                new Object[] {new Thread()},
                "f[0] is a java.lang.Thread, which is not Serializable: start it inside the function");
        assertRefused(
                new Object[] {new Object()},
                "f[0] is a java.lang.Object, which is not Serializable: create it inside the function, or take what"
                        + " is needed from it first");
    }

    @Test
    void shouldRefuseAProxy() {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Task.class}, (self, method, arguments) -> null);
        assertThatThrownBy(() -> write(new Object[] {1, proxy}))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessageMatching("cannot submit 'f': f\\[1\\] is a \\S+, which is a proxy of"
                        + " io.stoker.code.Shop\\$Task and exists in this JVM only: send what it stands for");
        Cache cache = new Cache();
        cache.lock = proxy;
        assertThatThrownBy(() -> write(cache))
                .hasMessageStartingWith("cannot submit 'f': f.lock is a ")
                .hasMessageEndingWith(" and exists in this JVM only: send what it stands for");
        assertThatThrownBy(() -> write(List.of(proxy.getClass())))
                .hasMessageMatching("cannot submit 'f': f\\[0\\] is the class \\S+, which is a proxy of"
                        + " io.stoker.code.Shop\\$Task and exists in this JVM only: send what it stands for");
    }

    @Test
    void shouldRefuseTheClassOfALambda() {
        Task<Integer> lambda = () -> 1;
        assertThatThrownBy(() -> write(List.of(lambda.getClass())))
                .hasMessageMatching(
                        "cannot submit 'f': f\\[0\\] is the class \\S+Lambda\\S+, which is hidden and exists"
                                + " in this JVM only: use a class that has a name");
    }

    @Test
    void shouldNameTheCodeThatThrows() {
        assertThatThrownBy(() -> write(Map.of("a", List.of(new Moody(false), new Moody(true)))))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessage("cannot submit 'f': f.a[1] could not be written, because"
                        + " io.stoker.code.Shop$Moody.writeObject threw java.lang.IllegalStateException: not today")
                .hasCauseInstanceOf(IllegalStateException.class);
        Replaced replaced = new Replaced((Supplier<Object> & Serializable) () -> {
            throw new IllegalStateException("nothing to replace it by");
        });
        assertRefused(
                new Object[] {replaced},
                "f[0] could not be written, because io.stoker.code.Shop$Replaced.writeReplace threw"
                        + " java.lang.IllegalStateException: nothing to replace it by");
    }

    @Test
    void shouldNameTheCodeThatThrowsACheckedException() {
        assertRefused(
                List.of(new Checked()),
                "f[0] could not be written, because io.stoker.code.Shop$Checked.writeReplace threw java.lang.Exception:"
                        + " checked");
    }

    @Test
    void shouldNotNameWhatIsNeverWritten() {
        assertRefused(
                new Object[] {new Omitting(new Connection()), List.of(List.of(new Connection()))},
                "f[1][0][0] is a io.stoker.code.Shop$Connection, which is not Serializable: make it Serializable");
        assertThat(write(new Omitting(new Connection())).classes()).containsExactly(Omitting.class);
    }

    @Test
    void shouldNameTheCodeThatFailsAnAssertion() {
        assertRefused(
                List.of(new Replaced((Supplier<Object> & Serializable) () -> {
                    throw new AssertionError("cannot be");
                })),
                "f[0] could not be written, because io.stoker.code.Shop$Replaced.writeReplace threw"
                        + " java.lang.AssertionError: cannot be");
    }

    @Test
    void shouldFindWhatAnObjectReplacesItselfBy() {
        assertRefused(
                new Object[] {new Replaced((Supplier<Object> & Serializable) () -> List.of(new Connection()))},
                "f[0][0] is a io.stoker.code.Shop$Connection, which is not Serializable: make it Serializable");
    }

    @Test
    void shouldNameTheHolderOfWhatNoFieldLeadsTo() {
        assertRefused(
                List.of(1, new Secretive(List.of(new Connection()))),
                "f[1], a io.stoker.code.Shop$Secretive, holds something that is a io.stoker.code.Shop$Connection, which"
                        + " is not Serializable: make it Serializable");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        Object value = new Object[] {new Quote("a", 1), new byte[1000]};
        int size = write(value).bytes().length;
        assertThat(ObjectWriter.write(Subject.of("submit", "f"), value, size).bytes())
                .hasSize(size);
        assertThatThrownBy(() -> ObjectWriter.write(Subject.of("submit", "f"), value, size - 1))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessage("cannot submit 'f': it takes more than the " + (size - 1)
                        + " bytes that it may have; the limit was reached at a byte[]");
    }

    @Test
    void shouldStopWritingAtTheLimit() {
        List<Object> huge = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            huge.add(new Replaced((Supplier<Object> & Serializable) () -> new byte[1 << 20]));
        }
        long before = allocatedBytes();
        assertThatThrownBy(() -> ObjectWriter.write(Subject.of("submit", "f"), huge, 10 << 20))
                .isInstanceOf(ValueTooLargeException.class);
        assertThat(allocatedBytes() - before).isLessThan(200L << 20);
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void shouldSayWhereTheLimitIsAndNotWhatElseIsWrong() {
        assertThatThrownBy(() -> ObjectWriter.write(
                        Subject.of("submit", "f"), new Object[] {new byte[5000], new Connection()}, 2000))
                .isInstanceOf(ValueTooLargeException.class);
        assertThatThrownBy(() -> ObjectWriter.write(
                        Subject.of("submit", "f"), new Object[] {new byte[1800], new Connection()}, 2000))
                .hasMessageContaining("f[1] is a io.stoker.code.Shop$Connection");
    }

    @Test
    void shouldRefuseWhatIsTooDeepToBeWritten() {
        assertThatThrownBy(() -> write(Node.chain(100_000)))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessage("cannot submit 'f': f is nested too deep to be written, at a io.stoker.code.Shop$Node;"
                        + " send its parts as one list that refers to them by index");
    }

    @Test
    void shouldRefuseWhatIsTooDeepToBeRead() {
        assertThat(write(Node.chain(200)).classes()).containsExactly(Node.class);
        assertRefused(
                Node.chain(201),
                "f is nested more than 200 levels deep; send its parts as one list that refers to them by index");
        for (Object hashing : List.of(Map.of(1, 2), new HashMap<>())) {
            Node nodes = Node.chain(20);
            nodes.content = hashing;
            assertThat(write(nodes).classes()).containsExactly(Node.class);
            nodes = Node.chain(21);
            nodes.content = hashing;
            assertRefused(
                    nodes,
                    "f is nested more than 20 levels deep and has maps or sets in it; send its parts as one list that"
                            + " refers to them by index");
        }
        Node nodes = Node.chain(21);
        nodes.content = new Secretive(new HashMap<>());
        assertThatThrownBy(() -> write(nodes)).hasMessageContaining("levels deep and has maps or sets in it");
        nodes.content = List.of(1, 2, 3);
        assertThat(write(nodes).classes()).containsExactly(Node.class);
    }
}
