package io.stoker.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.trust.authority.Authority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private static final String PLACE = "lab-3.join";

    private final SettableTime time = new SettableTime();

    @TempDir
    private Path home;

    private Authority authority;
    private String text;

    @BeforeEach
    void issue() {
        authority = Authority.open(new KeyFolder(home.resolve("keys")), time);
        text = joinFile("lab-3");
    }

    private String joinFile(String id) {
        return authority
                .joinFile(Role.ENGINE, id, Duration.ofDays(7), List.of("head:10113", "[::1]:7"))
                .text();
    }

    @Test
    void shouldReadBackAJoinFile() {
        Credentials read = Credentials.parse(text, PLACE);

        assertThat(read.addresses()).containsExactly("head:10113", "[::1]:7");
        assertThat(read.authority()).isEqualTo(authority.certificate());
        assertThat(read.identity().role()).isEqualTo(Role.ENGINE);
        assertThat(read.identity().id()).isEqualTo("lab-3");
        assertThat(read.identity().profile()).isEqualTo(authority.profile());
        assertThat(read.identity().notAfter()).isEqualTo(time.instant().plus(Duration.ofDays(7)));
        assertThat(text).contains("Serial: " + read.identity().serial(), "Expires: 2026-06-08T12:00:00Z");
    }

    @Test
    void shouldReadAFileThatAPersonHasCommentedAndMovedFromAnotherSystem() {
        Credentials read = Credentials.parse("# from Anna\r\n" + text.replace("\n", "\r\n") + "\r\n# end\r\n", PLACE);

        assertThat(read.addresses()).containsExactly("head:10113", "[::1]:7");
    }

    @Test
    void shouldReadItFromAFileThatOnlyItsOwnerCanRead() {
        Path file = home.resolve(PLACE);
        PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));

        assertThat(Credentials.read(file).identity().id()).isEqualTo("lab-3");
    }

    @Test
    void shouldShowNoKeyInItsText() {
        Credentials read = Credentials.parse(text, PLACE);

        assertThat(read.toString()).isEqualTo(read.identity().inWords());
    }

    @Test
    void shouldRefuseWhatHasNoCredentialsAndNameThePlace() {
        for (String nonsense : List.of("", "garbage\u0000\u001b[31m", "-----BEGIN CERTIFICATE-----\nAAAA")) {
            refuses(nonsense, "");
        }
        refuses(text.replace("PRIVATE KEY", "RSA PRIVATE KEY"), "in this order");
        refuses(text.replaceAll("(?s)-----BEGIN PRIVATE.*", ""), "in this order");
        refuses(text.replaceFirst("(?m)^MII", "!!!"), "is not base64");
        refuses(text.replaceFirst("(?m)^MII", "AAA"), "");
    }

    @Test
    void shouldRefuseMoreBlocksThanThereCanBe() {
        refuses("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".repeat(500), "more than 8 blocks");
    }

    @Test
    void shouldRefuseTextThatIsLongerThanAnySuchFile() {
        refuses("a\n".repeat(50 << 20), "longer than any such file");
    }

    @Test
    void shouldRefuseTheKeyOfAnotherCertificate() {
        refuses(before(text) + key(joinFile("other")), "its private key is not the one of its certificate");
    }

    @Test
    void shouldRefuseACertificateOfAnotherAuthority() {
        Authority other = Authority.open(new KeyFolder(home.resolve("other")), time);
        String foreign =
                other.joinFile(Role.ENGINE, "x", Duration.ofDays(1), List.of()).text();
        String mixed = before(text).substring(0, second(text)) + foreign.substring(second(foreign));

        refuses(mixed, "");
    }

    @Test
    void shouldRefuseAKeyForRsa() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        refuses(
                before(text)
                        + Pem.text(
                                List.of(),
                                new Pem(Pem.PRIVATE_KEY, rsa.getPrivate().getEncoded())),
                "");
    }

    @Test
    void shouldRefuseAFileThatOthersCanRead() throws Exception {
        Path file = Files.writeString(home.resolve(PLACE), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Credentials.read(file)).hasMessageContaining("chmod 600 " + file);
    }

    private static void refuses(String nonsense, String reason) {
        assertThatThrownBy(() -> Credentials.parse(nonsense, PLACE))
                .isInstanceOf(KeyFileException.class)
                .hasMessageStartingWith(PLACE + " has no credentials that can be used: ")
                .hasMessageContaining(reason)
                .hasMessageContaining("join-token")
                .hasMessageNotContaining("\u001b");
    }

    private static int second(String text) {
        return text.indexOf("-----BEGIN", text.indexOf("-----END"));
    }

    private static String before(String text) {
        return text.substring(0, text.indexOf("-----BEGIN PRIVATE"));
    }

    private static String key(String text) {
        return text.substring(text.indexOf("-----BEGIN PRIVATE"));
    }
}
