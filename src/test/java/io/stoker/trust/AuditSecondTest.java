package io.stoker.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.trust.AuditLog.Who;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditSecondTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final Who CLIENT = new Who.Node(new Identity(
            new UUID(1, 2), Role.CLIENT, "laptop", "0a1b", Instant.parse("2026-01-01T00:00:00Z"), NOW.plusSeconds(60)));

    private final AuditSecond second = new AuditSecond();

    @Test
    void shouldWriteTheSubmissionsOfOneClientWithinOneSecondAsOneLineOfRanges() {
        LongStream.range(0, 1_000).forEach(id -> second.add(NOW, submitted("one", id)));
        second.add(NOW.plusMillis(300), submitted("one", 1_005));
        second.add(NOW.plusMillis(300), submitted("two", 1_000));

        assertThat(second.isDue(NOW.plusMillis(500))).isFalse();
        assertThat(second.isDue(NOW.plusMillis(800))).isTrue();
        assertThat(second.flush(NOW)).containsExactly(line("one", "0-999,1005", 1_001), line("two", "1000", 1));
        assertThat(second.hasLines()).isFalse();
    }

    private static String line(String instance, String ids, int count) {
        return "{\"time\":\"2026-03-01T12:00:00." + (instance.equals("one") ? "250" : "550")
                + "Z\",\"what\":\"submitted\",\"role\":\"client\",\"id\":\"laptop\",\"serial\":\"0a1b\",\"instance\":\""
                + instance + "\",\"ids\":\"" + ids + "\",\"count\":" + count + "}";
    }

    @Test
    void shouldBeginAnotherLineWithAnotherSecond() {
        assertThat(second.add(NOW, submitted("one", 0))).isEmpty();
        List<String> before = second.add(NOW.plusSeconds(1), submitted("one", 1));

        assertThat(before).singleElement().asString().contains("\"ids\":\"0\"");
        assertThat(second.flush(NOW)).singleElement().asString().contains("12:00:01.250Z", "\"ids\":\"1\"");
    }

    @Test
    void shouldSayHowOftenTheSameWasRefused() {
        AuditEvent refused = AuditEvent.of(new Who.Unknown("10.0.0.9"), AuditEvent.REFUSED)
                .with("reason", "no certificate")
                .with("empty", "");
        for (int i = 0; i < 3; i++) {
            second.add(NOW, refused);
        }

        assertThat(second.flush(NOW))
                .containsExactly("{\"time\":\"2026-03-01T12:00:00.250Z\",\"what\":\"refused\",\"address\":\"10.0.0.9\","
                        + "\"reason\":\"no certificate\",\"times\":3}");
    }

    @Test
    void shouldNameTokensAndCommands() {
        second.add(NOW, AuditEvent.of(new Who.Token("submit"), "aborted").ids(3, 2));
        second.add(NOW, AuditEvent.of(new Who.Owner("stoker revoke"), "revoked").with("revoked", "0a1b"));

        List<String> lines = second.flush(NOW);
        assertThat(lines.get(0)).endsWith("\"aborted\",\"token\":\"submit\",\"ids\":\"3-4\",\"count\":2}");
        assertThat(lines.get(1)).endsWith("\"revoked\",\"command\":\"stoker revoke\",\"revoked\":\"0a1b\"}");
    }

    @Test
    void shouldLetNobodyForgeALineOrWriteWithoutBound() {
        String odd = "a\"\n{\"what\":\"b\"}\u001b[2J\u202e" + "x".repeat(10_000);
        second.add(
                NOW, AuditEvent.of(new Who.Unknown(odd), odd.substring(0, 30)).with("reason", odd));

        assertThat(second.flush(NOW))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .matches("[ -~]{1,2000}")
                        .contains("\"address\":\"a\\\"\\u000a{\\\"what\\\"", "[2J"));
    }

    @Test
    void shouldCountWhatThoseWithoutCertificateCauseBeyondTheBoundOfAMinute() {
        for (int i = 0; i < 200; i++) {
            second.add(NOW, AuditEvent.of(new Who.Unknown("10.0.0." + i), AuditEvent.REFUSED));
        }
        second.add(NOW, submitted("one", 7));
        List<String> lines = second.flush(NOW);

        assertThat(lines).hasSize(AuditSecond.MOST_REFUSALS + 2);
        assertThat(lines.get(lines.size() - 2)).contains("\"ids\":\"7\"");
        assertThat(lines.get(lines.size() - 1)).contains("\"what\":\"omitted\",\"count\":140");

        second.add(NOW.plusSeconds(1), AuditEvent.of(new Who.Unknown("10.0.0.9"), AuditEvent.REFUSED));
        assertThat(second.flush(NOW)).singleElement().asString().contains("\"what\":\"omitted\",\"count\":1");
        second.add(NOW.plusSeconds(60), AuditEvent.of(new Who.Unknown("10.0.0.9"), AuditEvent.REFUSED));
        assertThat(second.flush(NOW)).singleElement().asString().contains("10.0.0.9");
    }

    @Test
    void shouldCountTheLinesBeyondTheBoundOfASecond() {
        for (int i = 0; i <= AuditSecond.MOST_LINES; i++) {
            second.add(NOW, submitted("instance" + i, i));
        }

        assertThat(second.flush(NOW))
                .hasSize(AuditSecond.MOST_LINES + 1)
                .last()
                .asString()
                .contains("\"what\":\"omitted\",\"count\":1");
    }

    @Test
    void shouldNameSomeOfTheRangesWhereThereAreTooMany() {
        for (int id = 0; id < 1_000; id += 2) {
            second.add(NOW, submitted("one", id));
        }

        assertThat(second.flush(NOW)).singleElement().asString().contains(",198,...\",\"count\":500}");
    }

    private static AuditEvent submitted(String instance, long id) {
        return AuditEvent.of(CLIENT, AuditEvent.SUBMITTED)
                .with("instance", instance)
                .ids(id, 1);
    }
}
