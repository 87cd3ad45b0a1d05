package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stoker.Seeds;
import io.stoker.task.MalformedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class CodeBundleTest {
    private static final Map<String, byte[]> ENTRIES =
            Map.of("b.txt", bytes("two"), "a/b.txt", bytes(""), "ü", bytes("3"));

    @Test
    void shouldBeTheSameBytesForTheSameEntriesInAnyOrder() {
        Map<String, byte[]> reversed = new LinkedHashMap<>();
        ENTRIES.keySet().stream().sorted((a, b) -> b.compareTo(a)).forEach(key -> reversed.put(key, ENTRIES.get(key)));
        CodeBundle one = CodeBundle.of(ENTRIES);
        CodeBundle other = CodeBundle.of(reversed);

        assertThat(other.bytes()).isEqualTo(one.bytes());
        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(one.stored().matches(one.bytes())).isTrue();
        assertThat(one.stored().id().version()).isEqualTo(8);
        assertThat(one.stored().id().variant()).isEqualTo(2);
    }

    @Test
    void shouldHaveAnotherIdentityForOtherNamesOrBytes() {
        assertThat(CodeBundle.of(Map.of("a", bytes("bc"))).stored().id())
                .isNotEqualTo(CodeBundle.of(Map.of("a", bytes("bd"))).stored().id())
                .isNotEqualTo(CodeBundle.of(Map.of("ab", bytes("c"))).stored().id());
    }

    @Test
    void shouldGiveItsEntriesBack() {
        CodeBundle bundle = CodeBundle.of(ENTRIES);

        Map<String, byte[]> entries =
                CodeBundle.read(bundle.stored(), bundle.bytes()).entries();

        assertThat(entries.keySet()).containsExactly("a/b.txt", "b.txt", "ü");
        assertThat(entries).allSatisfy((name, entry) -> assertThat(entry).isEqualTo(ENTRIES.get(name)));
    }

    @Test
    void shouldTellTheJavaThatAllItsClassesNeedAfterReadingToo() throws IOException {
        byte[] own = classFile(CodeBundleTest.class);
        byte[] newer = own.clone();
        newer[7] = 65;
        CodeBundle bundle = CodeBundle.of(Map.of("A.class", own, "B.class", newer, "c.txt", bytes("no class")));

        assertThat(bundle.java()).isEqualTo(21);
        assertThat(CodeBundle.read(bundle.stored(), bundle.bytes()).java()).isEqualTo(21);
        assertThat(CodeBundle.of(ENTRIES).java()).isZero();
        assertThat(CodeBundle.of(Map.of("A.class", bytes("damaged"))).java()).isZero();
    }

    @Test
    void shouldRefuseBytesThatAreNotThoseOfItsIdentity() {
        CodeBundle one = CodeBundle.of(ENTRIES);
        CodeBundle other = CodeBundle.of(Map.of("a", bytes("1")));
        // Length and checksum are right, and the hash is not.
        StoredValue forged = new StoredValue(
                one.stored().id(), other.stored().size(), other.stored().checksum());

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> CodeBundle.read(one.stored(), other.bytes()))
                .withMessageContaining(one.stored().id().toString());
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> CodeBundle.read(forged, other.bytes()));
    }

    @Test
    void shouldRefuseAnotherVersionOfTheFormat() {
        byte[] bytes = CodeBundle.of(ENTRIES).bytes().clone();
        bytes[4]++;

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> BundleFormat.classFileVersion(bytes))
                .withMessageContaining("not a bundle of classes that this version of Stoker can read");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> BundleFormat.classFileVersion(new byte[3]));
    }

    @Test
    void shouldRefuseWhatUnpacksToMoreThanTheLimit() {
        assertRefused(out -> entry(out, 1, "a", BundleFormat.MOST_BYTES), "limit");
        assertRefused(out -> out.writeInt(BundleFormat.MOST_ENTRIES + 1), "limit");
        assertRefused(out -> out.writeInt(-1), "limit");
    }

    @Test
    void shouldRefuseWrongNamesAndLengths() {
        assertRefused(out -> entry(out, 1, "", 0), "wrong name or length");
        assertRefused(out -> entry(out, 1, "a", -1), "wrong name or length");
        assertRefused(out -> entry(out, 1, "a".repeat(BundleFormat.LONGEST_NAME + 1), 0), "wrong name or length");
        assertRefused(
                out -> {
                    entry(out, 2, "b", 0);
                    out.writeUTF("a");
                    out.writeInt(0);
                },
                "wrong name or length after 'b'");
        assertRefused(
                out -> {
                    out.writeInt(1);
                    out.write(new byte[] {0, 1, (byte) 0xFF});
                },
                "cannot be unpacked");
    }

    @Test
    void shouldRefuseWhatEndsTooEarlyOrTooLate() {
        assertRefused(out -> entry(out, 1, "a", 3), "ends before");
        assertRefused(
                out -> {
                    entry(out, 1, "a", 0);
                    out.write(1);
                },
                "continues");
    }

    @Test
    void shouldReadDamagedBytesOrSayWhatIsWrong() throws Exception {
        byte[] bytes = CodeBundle.of(Map.of("A.class", classFile(CodeBundleTest.class), "b", bytes("b")))
                .bytes();
        Seeds.each(200, seed -> {
            Random random = new Random(seed);
            byte[] damaged = Arrays.copyOf(bytes, 8 + random.nextInt(bytes.length - 8));
            for (int i = random.nextInt(4); i > 0; i--) {
                damaged[7 + random.nextInt(damaged.length - 7)] = (byte) random.nextInt();
            }
            assertThatExceptionOfType(StokerException.class)
                    .isThrownBy(() -> BundleFormat.read(damaged))
                    .isInstanceOf(MalformedException.class);
        });
    }

    @Test
    void shouldNotBeMadeOfMoreThanCanBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeBundle.of(Map.of("a", new byte[BundleFormat.MOST_BYTES])))
                .withMessageContaining("limits are");
        assertThatIllegalArgumentException().isThrownBy(() -> CodeBundle.of(Map.of("", bytes("a"))));
        CodeBundle largest = CodeBundle.of(Map.of("a", new byte[BundleFormat.MOST_BYTES - 1]));
        assertThat(largest.entries()).hasSize(1);
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static void assertRefused(Writing content, String reason) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Arrays.copyOf(CodeBundle.of(Map.of()).bytes(), 7));
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            content.to(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> BundleFormat.read(bytes.toByteArray()))
                .withMessageContaining(reason);
    }

    private static void entry(DataOutputStream out, int count, String name, int length) throws IOException {
        out.writeInt(count);
        out.writeUTF(name);
        out.writeInt(length);
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
