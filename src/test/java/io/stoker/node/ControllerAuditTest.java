package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.controller.Audit;
import io.stoker.trust.AuditLog;
import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerAuditTest {
    private static final String ADDRESS = "akka://stoker@10.0.0.7:4711";
    private static final Audit.Who CLIENT = new Audit.Who(
            ADDRESS, new Identity(new UUID(1, 2), Role.CLIENT, "laptop", "0a1b", Instant.EPOCH, Instant.MAX));
    private static final Audit.Who NOBODY = new Audit.Who(ADDRESS, null);
    private static final String CLIENT_FIELDS =
            "\"role\":\"client\",\"id\":\"laptop\",\"serial\":\"0a1b\",\"address\":\"" + ADDRESS + "\"";

    @TempDir
    private Path folder;

    @Test
    void shouldSayByWhichCertificateTasksWereSubmittedAndWhichTheyAre() throws Exception {
        assertThat(lines(audit -> audit.submitted(CLIENT, "one", 7, 3)))
                .singleElement()
                .asString()
                .endsWith("\"submitted\"," + CLIENT_FIELDS + ",\"instance\":\"one\",\"ids\":\"7-9\",\"count\":3}");
    }

    @Test
    void shouldNameTheAddressOfOneWithoutCertificate() throws Exception {
        assertThat(lines(audit -> audit.refused(NOBODY, "to register an engine", "it has no certificate")))
                .singleElement()
                .asString()
                .endsWith("\"refused\",\"address\":\"" + ADDRESS
                        + "\",\"reason\":\"it has no certificate\",\"wanted\":\"to register an engine\"}");
        assertThat(lines(audit -> audit.submitted(NOBODY, "one", 7, 1)))
                .last()
                .asString()
                .endsWith("\"submitted\",\"address\":\"" + ADDRESS
                        + "\",\"instance\":\"one\",\"ids\":\"7\",\"count\":1}");
    }

    @Test
    void shouldTakeDownEachThingThatItHears() throws Exception {
        List<String> lines = lines(audit -> {
            audit.sessionBegan(CLIENT, "one");
            audit.registered(CLIENT, "two", 3);
            audit.aborted(CLIENT, "one", 5);
            audit.cleared(CLIENT, "one", new long[] {0, 4, 9, 9}, 2);
            audit.cleared(CLIENT, "one", new long[0], 12);
            audit.pinned(CLIENT, "one", new long[] {1, 2}, true, 2);
            audit.pinned(CLIENT, "one", new long[] {1, 2}, false, 2);
            audit.killed(CLIENT, "two", 3);
            audit.revoked(CLIENT, "its certificate was revoked");
            audit.ended(CLIENT, "one");
            audit.sessionEnded(CLIENT, "one");
        });

        assertThat(lines).allMatch(line -> line.contains(CLIENT_FIELDS));
        assertThat(lines)
                .map(line -> line.replaceAll(".*\"what\":\"([a-z-]+)\".*:4711\"(.*)}", "$1$2"))
                .containsExactlyInAnyOrder(
                        "session-began,\"instance\":\"one\"",
                        "registered,\"engine\":\"3\",\"instance\":\"two\"",
                        "aborted,\"instance\":\"one\",\"ids\":\"5\",\"count\":1",
                        "cleared,\"instance\":\"one\",\"ids\":\"0-4,9\",\"count\":2",
                        "cleared,\"instance\":\"one\",\"removed\":\"12\",\"which\":\"all\"",
                        "pinned,\"instance\":\"one\",\"ids\":\"1-2\",\"count\":2",
                        "unpinned,\"instance\":\"one\",\"ids\":\"1-2\",\"count\":2",
                        "engine-ended,\"engine\":\"3\",\"instance\":\"two\"",
                        "excluded,\"reason\":\"its certificate was revoked\"",
                        "controller-ended,\"instance\":\"one\"",
                        "session-ended,\"instance\":\"one\"");
    }

    /** What stands in the log when it has heard this. */
    private List<String> lines(Consumer<Audit> told) throws IOException {
        Path file = folder.resolve("audit.log");
        try (AuditLog log = AuditLog.open(file, problem -> {
            throw new AssertionError(problem);
        })) {
            told.accept(new ControllerAudit(log));
        }
        return Files.readAllLines(file);
    }
}
