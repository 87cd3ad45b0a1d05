package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StaticCallTest {
    /** What engines have. */
    public static final class Pricer {
        public static String of(int a) {
            return "int";
        }

        public static String of(Integer a) {
            return "Integer";
        }

        public static String of(double a) {
            return "double";
        }

        public static String of(CharSequence a) {
            return "CharSequence";
        }

        public static String of(String a) {
            return "String";
        }

        public static String of(Object a) {
            return "Object";
        }

        public static String of(Map<String, ?> a) {
            return "Map";
        }

        public static String of(Quote a) {
            return "Quote " + a.price();
        }

        public static String of(int a, Object b) {
            return "int, Object";
        }

        public static String of(Object a, int b) {
            return "Object, int";
        }

        public static String all(String... names) {
            return String.join("+", names);
        }

        public static double sum(List<Quote> quotes) {
            return quotes.stream().mapToDouble(Quote::price).sum();
        }

        public static String exact(Integer a) {
            return "Integer";
        }

        public static String exact(long a) {
            return "long";
        }

        public static String exact(Quote a) {
            return "Quote";
        }

        public static String exact(Sale a) {
            return "Sale";
        }

        public static long wide(long a) {
            return a;
        }

        public static void nothing() {}

        public static @Nullable Object given(@Nullable String a) {
            return a;
        }

        public static void failing() throws IOException {
            throw new IOException("the disk is full");
        }

        static int hidden() {
            return 1;
        }

        public int instance() {
            return 1;
        }
    }

    /** A parameter's type. */
    public record Quote(String name, double price) {}

    /** Another one with the same components. */
    public record Sale(String name, double price) {}

    private record Mine(String name, double price) {}

    static final class Hidden {
        public static int one() {
            return 1;
        }
    }

    private static @Nullable Object called(String method, @Nullable Object... arguments) throws Exception {
        return StaticCall.of(Pricer.class.getName(), method, arguments).call();
    }

    static List<Arguments> overloads() {
        return List.of(
                Arguments.of(1, "int"),
                Arguments.of((short) 1, "int"),
                Arguments.of('c', "int"),
                Arguments.of(1L, "double"),
                Arguments.of(1.5f, "double"),
                Arguments.of("a", "String"),
                Arguments.of(new StringBuilder("a"), "String"),
                Arguments.of(true, "Object"),
                Arguments.of(List.of(1), "Object"),
                Arguments.of(Map.of("a", 1), "Map"),
                Arguments.of(new Quote("tea", 3.5), "Quote 3.5"),
                Arguments.of(new Mine("tea", 3.5), "Quote 3.5"));
    }

    @ParameterizedTest
    @MethodSource("overloads")
    void shouldCallTheOverloadThatJavaWouldCall(Object argument, String called) throws Exception {
        assertThat(called("of", argument)).isEqualTo(called);
    }

    @Test
    void shouldPreferParametersOfExactlyTheTypesOfTheArguments() throws Exception {
        assertThat(called("exact", 5)).isEqualTo("Integer");
        assertThat(called("exact", (short) 5)).isEqualTo("long");
        assertThat(called("exact", new Quote("tea", 1))).isEqualTo("Quote");
        assertThat(called("exact", new Sale("tea", 1))).isEqualTo("Sale");
        assertThatThrownBy(() -> called("exact", new Mine("tea", 1)))
                .hasMessageEndingWith("exact(Mine) can be a call of several methods: exact(Quote), exact(Sale)");
    }

    @Test
    void shouldWidenNumbersMakeRecordsAndTakeNulls() throws Exception {
        assertThat(called("wide", 5)).isEqualTo(5L);
        assertThat(called("sum", List.of(new Quote("tea", 3.5), new Mine("salt", 1))))
                .isEqualTo(4.5);
        assertThat(called("given", (Object) null)).isNull();
        assertThat(called("nothing")).isNull();
        assertThat(called("all", (Object) new String[] {"a", "b"})).isEqualTo("a+b");
        assertThat(StaticCall.of("java.lang.Math", "max", 3, 4.0).call()).isEqualTo(4.0);
        assertThat(StaticCall.of("java.lang.Math", "max", 3, 4).call()).isEqualTo(4);
    }

    @Test
    void shouldListTheCandidatesIfNoneOrSeveralFit() {
        assertThatThrownBy(() -> called("wide", "5"))
                .isInstanceOf(NoSuchMethodException.class)
                .hasMessage(Pricer.class.getName() + " has no public static method wide(String); it has wide(long)");
        assertThatThrownBy(() -> called("wide", (Object) null)).hasMessageContaining("wide(null); it has wide(long)");
        assertThatThrownBy(() -> called("wide", 1.0)).hasMessageContaining("wide(Double); it has wide(long)");
        assertThatThrownBy(() -> called("of"))
                .hasMessageEndingWith(
                        "of(); it has of(CharSequence), of(Integer), of(Map), of(Object), of(Object, int),"
                                + " of(Quote), of(String), of(double), of(int), of(int, Object)");
        assertThatThrownBy(() -> called("of", 1, 1))
                .hasMessage(Pricer.class.getName()
                        + ".of(Integer, Integer) can be a call of several methods: of(Object, int), of(int, Object)");
        assertThatThrownBy(() -> called("of", (Object) null)).hasMessageContaining("of(null) can be a call of several");
        assertThatThrownBy(() -> called("hidden"))
                .hasMessageEndingWith("hidden(); it has all, exact, failing, given, nothing, of, sum, wide");
        assertThatThrownBy(() -> called("instance")).isInstanceOf(NoSuchMethodException.class);
    }

    @Test
    void shouldSayWhatToDoAboutAClassThatIsNotThere() {
        assertThatThrownBy(() -> StaticCall.of("com.acme.Pricer", "price").call())
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageStartingWith("the engine has no class com.acme.Pricer: ")
                .hasMessageContaining("--class-path");
        assertThatThrownBy(() -> StaticCall.of(Hidden.class.getName(), "one").call())
                .hasMessageContaining("Hidden is not public");
    }

    @Test
    void shouldPreferTheEnginesOwnClassToOneThatWasBrought() throws Exception {
        ClassLoader others = new ClassLoader(null) {
            @Override
            public Class<?> loadClass(String name) throws ClassNotFoundException {
                throw new ClassNotFoundException("asked for " + name);
            }
        };
        assertThat(StaticCall.of(Pricer.class.getName(), "wide", 5).call(others))
                .isEqualTo(5L);
        assertThatThrownBy(() -> StaticCall.of("com.acme.Pricer", "price").call(others))
                .hasRootCauseMessage("asked for com.acme.Pricer");
    }

    @Test
    void shouldThrowWhatTheMethodThrows() {
        assertThatThrownBy(() -> called("failing"))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
    }

    @Test
    void shouldRefuseWhatCannotBeSentAndWhatIsNoName() {
        assertThatThrownBy(() -> Task.callStatic("com.acme.Pricer", "price", 1, Map.of("owner", new Thread())))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessageStartingWith("cannot call com.acme.Pricer.price: argument 2.owner is a java.lang.Thread");
        for (String wrong : Arrays.asList("", "a b", "a..b", "a.")) {
            assertThatThrownBy(() -> Task.callStatic(wrong, "price"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("callStatic needs ");
            assertThatThrownBy(() -> Task.callStatic("A", wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Task.callStatic("com.acme.Pricer", "price", (Object[]) null))
                .hasToString("Task(com.acme.Pricer::price)");
    }
}
