package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.Seeds;
import io.stoker.code.Shop.Colour;
import io.stoker.code.Shop.Node;
import io.stoker.code.Shop.Quote;
import io.stoker.code.Shop.Task;
import io.stoker.task.MalformedValueException;
import io.stoker.task.UnreadableValueException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that were made to do harm: they end with a refusal, and soon. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileObjectsTest {
    private static final String HEADER = "aced0005";

    /** A class description of {@code int[]}, behind the mark of an array. */
    private static final String INTS = "75" + "72" + "0002" + "5b49" + "4dba602676eab2a5" + "02" + "0000" + "78" + "70";

    private static Object read(byte[] bytes) {
        return read(bytes, ReadLimits.DEFAULT);
    }

    private static Object read(byte[] bytes, ReadLimits limits) {
        return ObjectReader.read(bytes, HostileObjectsTest.class.getClassLoader(), limits);
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(MalformedValueException.class)
                .hasMessage(message);
    }

    private static void assertRefused(String hex, String message) {
        assertRefused(HexFormat.of().parseHex(hex), message);
    }

    @Test
    void shouldReadTheBytesThatTheOthersAreMadeOf() {
        assertThat(read(HexFormat.of().parseHex(HEADER + INTS + "00000001" + "0000002a")))
                .isEqualTo(new int[] {42});
    }

    @Test
    void shouldRefuseAnArrayThatClaimsMoreThanIsThere() {
        assertRefused(
                HEADER + INTS + "7fffffff",
                "an object is not read, because it claims an array of 2147483647 elements in 27 bytes, at a int[]");
        assertRefused(
                HEADER + INTS + "0000001c",
                "an object is not read, because it claims an array of 28 elements in 27 bytes, at a int[]");
        assertRefused(HEADER + INTS + "00000014", "these 27 bytes are not a Java object: java.io.EOFException");
        assertThatThrownBy(() -> read(HexFormat.of().parseHex(HEADER + INTS + "ffffffff")))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageStartingWith("these 27 bytes are not a Java object: java.");
    }

    @Test
    void shouldRefuseAMapThatClaimsMoreThanIsThere() {
        byte[] bytes = Streams.plain(new HashMap<>(Map.of("a", 1, "b", 2, "c", 3)));
        byte[] claiming = Streams.replaced(bytes, new byte[] {0, 0, 0, 3}, new byte[] {0x3f, 0, 0, 0});
        assertRefused(
                claiming,
                "an object is not read, because it claims an array of 1073741824 elements in " + bytes.length
                        + " bytes, at a java.util.Map$Entry[]");
    }

    /** Each of two sets has both of the next two in it. */
    private static Set<Object> bomb(int levels) {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < levels; i++) {
            Set<Object> nextLeft = new HashSet<>(List.of("left"));
            Set<Object> nextRight = new HashSet<>();
            left.addAll(List.of(nextLeft, nextRight));
            right.addAll(List.of(nextLeft, nextRight));
            left = nextLeft;
            right = nextRight;
        }
        return root;
    }

    /** The same with sets that are replaced when they are written. */
    private static Set<Object> immutableBomb(int levels) {
        Set<Object> left = Set.of("left");
        Set<Object> right = Set.of("right");
        for (int i = 1; i < levels; i++) {
            Set<Object> nextLeft = Set.of(left, right, "left");
            right = Set.of(left, right, "right");
            left = nextLeft;
        }
        return Set.of(left, right);
    }

    @Test
    void shouldRefuseSetsInSetsThatWouldTakeYears() {
        String message =
                "an object is not read, because it is nested more than 20 levels deep and has maps or sets in it";
        assertRefused(Streams.plain(bomb(100)), message);
        assertRefused(Streams.plain(immutableBomb(21)), message + ", at a java.util.ImmutableCollections$Set12");
        Node nodes = Node.chain(60);
        nodes.content = bomb(1);
        assertRefused(
                Streams.plain(new Object[] {Node.chain(60), nodes.content}), message + ", at a java.util.HashSet");
    }

    @Test
    void shouldRefuseACodeRunningPartOfTheJdk() {
        assertRefused(
                Streams.plain(new javax.management.BadAttributeValueExpException("x")),
                "an object is not read, because it names the class javax.management.BadAttributeValueExpException,"
                        + " which is not allowed: classes of that part of the JDK can run any code when they are read");
        assertRefused(
                Streams.plain(new java.rmi.RemoteException[0][0]),
                "an object is not read, because it names the class java.rmi.RemoteException[][], which"
                        + " is not allowed: classes of that part of the JDK can run any code when they are read");
    }

    private record Handler() implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return null;
        }
    }

    @Test
    void shouldRefuseAProxy() {
        Object proxy =
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Runnable.class}, new Handler());
        assertRefused(
                Streams.plain(proxy),
                "an object is not read, because it has a proxy of java.lang.Runnable in it, and proxies can call any"
                        + " method");
    }

    @Test
    void shouldRefuseMoreReferencesThanTheLimit() {
        byte[] bytes = Streams.plain(new Object[1000]);
        assertThatThrownBy(() -> read(
                        Streams.plain(new ArrayList<>(List.of(new Object[0], new Object[0], new Object[0]))),
                        new ReadLimits(10, 10, 3, 1000)))
                .isInstanceOf(MalformedValueException.class)
                .hasMessage("an object is not read, because it refers to more than 3 objects, at a java.lang.Object[]");
        assertThatThrownBy(() -> read(bytes, new ReadLimits(10, 10, 10_000, bytes.length - 1)))
                .isInstanceOf(MalformedValueException.class)
                .hasMessage("an object is not read, because it has " + bytes.length + " bytes, and the limit is "
                        + (bytes.length - 1));
        assertThat((Object[]) read(bytes, new ReadLimits(10, 10, 10_000, bytes.length)))
                .hasSize(1000);
    }

    @Test
    void shouldRefuseWhatIsTooDeep() {
        assertRefused(
                Streams.plain(Node.chain(500)),
                "an object is not read, because it is nested more than 200 levels deep");
    }

    @Test
    void shouldRefuseWhatIsTooDeepForTheStack() throws Exception {
        byte[][] bytes = {{}};
        Thread writer = new Thread(null, () -> bytes[0] = Streams.plain(Node.chain(50_000)), "writer", 1 << 30);
        writer.start();
        writer.join(TimeUnit.SECONDS.toMillis(30));
        assertThatThrownBy(() -> read(bytes[0], new ReadLimits(1 << 20, 20, 1 << 20, 1 << 30)))
                .isInstanceOf(MalformedValueException.class)
                .hasMessage("an object is not read, because it is nested too deep for the stack of this thread");
    }

    /** Its code catches what the filter says. */
    private static final class Stubborn implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Object part;

        Stubborn(Object part) {
            this.part = part;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            try {
                in.defaultReadObject();
            } catch (InvalidClassException e) {
                in.readObject();
                in.readObject();
            }
        }
    }

    @Test
    void shouldStayWithARefusalThatTheCodeOfAnObjectCatches() {
        String message = "an object is not read, because it names the class"
                + " javax.management.BadAttributeValueExpException, which is not allowed: classes of that part of the JDK"
                + " can run any code when they are read";
        byte[] bytes = Streams.plain(new Stubborn(new javax.management.BadAttributeValueExpException("x")));
        assertRefused(bytes, message);
        // The same up to where the class was refused, so that the code can read more, and nothing else is wrong.
        String hex = HexFormat.of().formatHex(bytes);
        String itsField = HexFormat.of().formatHex("Ljava/lang/String;".getBytes(StandardCharsets.US_ASCII));
        String refused = hex.substring(0, hex.indexOf(itsField) + itsField.length());
        assertRefused(refused + "71007e0000" + "74000161", message);
    }

    @Test
    void shouldRefuseAnObjectWhoseCodeGoesOnWithoutItsPart() {
        String hex = HexFormat.of().formatHex(Streams.plain(new Stubborn(new int[0])));
        String claiming = hex.substring(0, hex.length() - 8) + "7fffffff" + "74000161" + "74000162";
        assertRefused(
                claiming,
                "an object is not read, because it claims an array of 2147483647 elements in " + claiming.length() / 2
                        + " bytes, at a int[]");
    }

    @Test
    void shouldRefuseWhatIsNotExactlyOneObject() {
        assertRefused("", "these 0 bytes are not a Java object: java.io.EOFException");
        assertRefused(
                "00000000",
                "these 4 bytes are not a Java object: java.io.StreamCorruptedException: invalid stream header:"
                        + " 00000000");
        assertRefused(HEADER, "these 4 bytes are not a Java object: java.io.EOFException");
        assertRefused(HEADER + "70", "these 5 bytes are null and not an object");
        assertRefused(HEADER + "740001" + "61" + "70", "an object is followed by 1 more bytes");
        assertRefused(HEADER + INTS + "00000000" + "0000", "an object is followed by 2 more bytes");
    }

    @Test
    void shouldNotBlameTheCodeThatReadsAnObject() {
        class Caller {
            Caller() {
                read(new byte[0]);
            }
        }
        assertThatThrownBy(Caller::new).isInstanceOf(MalformedValueException.class);
        byte[] claiming = Streams.replaced(
                Streams.plain(new HashMap<>(16, 0.75f)), new byte[] {0x3f, 0x40}, new byte[] {-1, 0x40});
        class Other {
            Other() {
                read(claiming);
            }
        }
        assertThatThrownBy(Other::new).isInstanceOf(MalformedValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"76", "71007e0000", "7e", "77020000", "78", "79", "7b", "7d00000001"})
    void shouldRefuseMarksWithoutTheirContent(String mark) {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex(HEADER + mark)))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageStartingWith("these " + (4 + mark.length() / 2) + " bytes are not a Java object: java.");
    }

    private static Object sample() {
        Task<Object> lambda = () -> new Quote("a", 1);
        return new ArrayList<>(List.of(
                new HashMap<>(Map.of("k", Colour.GREEN)), Node.chain(3), new int[] {1, 2}, lambda, new Quote("b", 2)));
    }

    @Test
    void shouldRefuseEveryBeginning() {
        byte[] bytes = Streams.plain(sample());
        read(bytes);
        for (int length = 0; length < bytes.length; length++) {
            byte[] beginning = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(beginning)).isInstanceOf(MalformedValueException.class);
        }
    }

    @Test
    void shouldReadDamagedBytesAsAnotherObjectOrRefuseThem() throws Exception {
        Seeds.each(3, seed -> {
            Random random = new Random(seed);
            byte[] bytes = Streams.plain(sample());
            for (int i = 0; i < 2_000; i++) {
                byte[] damaged = bytes.clone();
                for (int hits = random.nextInt(3); hits >= 0; hits--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                try {
                    read(damaged);
                } catch (MalformedValueException | UnreadableValueException expected) {
                    assertThat(expected.getMessage()).isNotEmpty();
                }
            }
        });
    }
}
