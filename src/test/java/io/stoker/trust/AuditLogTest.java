package io.stoker.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stoker.trust.AuditLog.Who;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AuditLogTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Who OWNER = new Who.Owner("stoker revoke");

    @TempDir
    private Path folder;

    private final List<String> trouble = new CopyOnWriteArrayList<>();

    @Test
    void shouldBeReadableByItsOwnerOnlyEvenWhereItWasNot() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.createFile(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        AuditLog.append(file(), AuditEvent.of(OWNER, "one"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");

        Files.delete(file());
        AuditLog.append(file(), AuditEvent.of(OWNER, "two"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldWriteWithoutAnEndWhatItIsTold() {
        try (AuditLog log = AuditLog.open(file(), trouble::add)) {
            log.add(AuditEvent.of(OWNER, "revoked"));

            await().atMost(SOON).until(() -> Files.exists(file()) && lines().size() == 1);
        }
        assertThat(lines()).singleElement().asString().contains("\"revoked\"");
    }

    @Test
    void shouldHaveWrittenAllOfItWhenItIsClosed() {
        try (AuditLog log = AuditLog.open(file(), trouble::add)) {
            LongStream.range(0, 10_000)
                    .forEach(id -> log.add(AuditEvent.of(OWNER, "submitted").ids(id, 1)));
        }

        assertThat(lines().stream().mapToLong(AuditLogTest::count).sum()).isEqualTo(10_000);
        assertThat(lines().get(0)).contains("\"ids\":\"0-");
        assertThat(trouble).isEmpty();
    }

    @Test
    void shouldCountWhatItHasNoRoomForAndNeverBlock() {
        int events = 4 * QueuedAuditLog.ROOM;
        try (AuditLog log = AuditLog.open(file(), trouble::add)) {
            for (int i = 0; i < events; i++) {
                log.add(AuditEvent.of(OWNER, "submitted").ids(i, 1));
            }
        }

        assertThat(lines().stream().mapToLong(AuditLogTest::count).sum()).isEqualTo(events);
    }

    private static long count(String line) {
        return Long.parseLong(line.replaceAll(".*\"count\":(\\d+)}", "$1"));
    }

    @Test
    void shouldTellOnceThatItCannotWriteAndHowMuchIsMissing() throws Exception {
        Files.createDirectory(file()); // which not even root can open for writing
        try (AuditLog log = AuditLog.open(file(), trouble::add)) {
            log.add(AuditEvent.of(OWNER, "first"));
            await().atMost(SOON).until(() -> trouble.size() == 1);
            Files.delete(file());
            log.add(AuditEvent.of(OWNER, "second"));
            await().atMost(SOON).until(() -> trouble.size() == 2);
        }

        assertThat(trouble.get(0)).contains(file().toString(), "cannot be written");
        assertThat(trouble.get(1)).endsWith("can be written again");
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).contains("\"unwritten\",\"count\":1");
        assertThat(lines().get(1)).contains("\"second\"");
    }

    @Test
    void shouldFollowNoLink() throws Exception {
        Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
        Files.createSymbolicLink(file(), elsewhere);
        try (AuditLog log = AuditLog.open(file(), trouble::add)) {
            log.add(AuditEvent.of(OWNER, "first"));
        }

        assertThat(trouble).singleElement().asString().contains("cannot be written");
        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void shouldMoveAsideWhatIsLarge() throws Exception {
        AuditFile file = new AuditFile(file());
        List<String> mebibyte = List.of("x".repeat(1 << 20));
        for (int i = 0; i < 100; i++) {
            file.appendAndRotate(mebibyte);
        }

        assertThat(Files.size(file())).isLessThanOrEqualTo(AuditFile.LIMIT);
        IntStream.rangeClosed(1, AuditFile.KEPT)
                .forEach(number -> assertThat(folder.resolve("audit.log." + number))
                        .satisfies(kept -> assertThat(Files.size(kept))
                                .isLessThanOrEqualTo(AuditFile.LIMIT)
                                .isGreaterThan(AuditFile.LIMIT / 2)));
        assertThat(folder).isDirectoryNotContaining("glob:**.5");
    }

    @Test
    void shouldTakeLinesOfACommandBesideThoseOfAController() throws Exception {
        try (AuditLog log = AuditLog.open(file(), trouble::add)) {
            log.add(AuditEvent.of(OWNER, "of the controller"));
            AuditLog.append(file(), AuditEvent.of(OWNER, "of a command"));
        }

        assertThat(lines()).hasSize(2).allMatch(line -> line.startsWith("{\"time\":") && line.endsWith("}"));
    }

    private Path file() {
        return folder.resolve("audit.log");
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
