package io.stoker.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFilesTest {
    private static final byte[] CONTENT = "secret".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path home;

    @Test
    void shouldWriteFilesThatOnlyTheirOwnerCanReadAndReadThem() throws Exception {
        Path file = home.resolve("key");
        PrivateFiles.write(file, CONTENT);

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(PrivateFiles.read(file, CONTENT.length)).isEqualTo(CONTENT);
    }

    @Test
    void shouldReplaceAFileWholeAndLeaveNothingBeside() throws Exception {
        Path file = home.resolve("key");
        PrivateFiles.write(file, new byte[1000]);
        Object before = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

        PrivateFiles.write(file, CONTENT);

        assertThat(PrivateFiles.read(file, 1000)).isEqualTo(CONTENT);
        assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                .as("another file, which was moved there")
                .isNotEqualTo(before);
        assertThat(Files.list(home)).containsExactly(file);
    }

    @Test
    void shouldReplaceALinkAndNotWhatItLeadsTo() throws Exception {
        Path other = Files.writeString(home.resolve("other"), "mine");
        Path link = Files.createSymbolicLink(home.resolve("key"), other);

        PrivateFiles.write(link, CONTENT);

        assertThat(other).hasContent("mine");
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----", "rwx--x---"})
    void shouldRefuseAFileThatOthersCanUseAndSayWhatToType(String mode) throws Exception {
        Path file = Files.write(home.resolve("key"), CONTENT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> PrivateFiles.read(file, 100))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("chmod 600 " + file)
                .hasMessageContaining(mode);
    }

    @Test
    void shouldRefuseLinksFoldersAndWhatIsMissing() throws Exception {
        Path file = home.resolve("key");
        PrivateFiles.write(file, CONTENT);
        Path link = Files.createSymbolicLink(home.resolve("link"), file);

        assertThatThrownBy(() -> PrivateFiles.read(link, 100)).hasMessageContaining(link + " is a symbolic link");
        assertThatThrownBy(() -> PrivateFiles.read(home, 100)).hasMessageContaining(home + " is not a file");
        assertThatThrownBy(() -> PrivateFiles.read(home.resolve("none"), 100))
                .hasMessageContaining(home.resolve("none") + " does not exist");
    }

    @Test
    void shouldReadNoMoreThanSuchAFileCanHave() throws Exception {
        Path file = home.resolve("key");
        PrivateFiles.write(file, CONTENT);
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(100 << 20);
        }

        assertThatThrownBy(() -> PrivateFiles.read(file, 64 << 10))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file + " has more than 65536 bytes");
    }

    @Test
    void shouldRefuseAFolderThatOthersCanUse() throws Exception {
        Path folder = home.resolve("keys");
        PrivateFiles.createFolder(folder);
        PrivateFiles.createFolder(folder);
        assertThat(mode(folder)).isEqualTo("rwx------");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));

        assertThatThrownBy(() -> PrivateFiles.createFolder(folder))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("chmod 700 " + folder);
    }

    @Test
    void shouldRefuseALinkOrAFileInPlaceOfAFolder() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), home);
        Path file = Files.createFile(home.resolve("file"));

        assertThatThrownBy(() -> PrivateFiles.createFolder(link)).hasMessageContaining(link + " is a symbolic link");
        assertThatThrownBy(() -> PrivateFiles.createFolder(file)).hasMessageContaining(file + " is not a folder");
    }

    @Test
    void shouldRefuseWhatBelongsToAnotherUser() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        Path file = home.resolve("key");
        PrivateFiles.write(file, CONTENT);
        Path folder = home.resolve("keys");
        PrivateFiles.createFolder(folder);
        Files.setAttribute(file, "unix:uid", 65534);
        Files.setAttribute(folder, "unix:uid", 65534);

        assertThatThrownBy(() -> PrivateFiles.read(file, 100)).hasMessageContaining("chown root " + file);
        assertThatThrownBy(() -> PrivateFiles.createFolder(folder)).hasMessageContaining("chown root " + folder);
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
