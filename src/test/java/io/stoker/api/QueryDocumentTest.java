package io.stoker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.Query;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryDocumentTest {
    private static Query read(String json) {
        return QueryDocument.read(Json.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldMeanAllTasksIfNothingIsSaid() {
        assertThat(read("{}")).isEqualTo(Query.ALL);
        assertThat(read("{\"name\": null, \"states\": [], \"after\": \"x\"}")).isEqualTo(Query.ALL);
    }

    @Test
    void shouldReadEveryCondition() {
        Query query = read("{\"labels\": {\"sweep\": \"2026-12\"}, \"keys\": [\"gpu\"], \"name\": \"price 17\","
                + " \"states\": [\"failed\", \"timed_out\"], \"engine\": 3, \"session\": \"s\", \"user\": \"ann\","
                + " \"host\": \"hut\", \"submittedSince\": \"2026-12-01T00:00:00Z\","
                + " \"submittedBefore\": \"2026-12-02T01:00:00+01:00\","
                + " \"completedSince\": \"2026-12-01T10:00:00.5Z\"}");

        assertThat(query)
                .isEqualTo(Query.all()
                        .label("sweep", "2026-12")
                        .label("gpu")
                        .name("price 17")
                        .state(Query.State.FAILED, Query.State.TIMED_OUT)
                        .engine(3)
                        .session("s")
                        .user("ann")
                        .host("hut")
                        .submitted(Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2026-12-02T00:00:00Z"))
                        .completed(Instant.parse("2026-12-01T10:00:00.5Z"), Instant.MAX));
    }

    @Test
    void shouldFindTasksThatHadNoEngineAsAUrlDoes() {
        assertThat(read("{\"engine\": -1}")).isEqualTo(Query.all().engine(-1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'labels': ['a']} | labels: this must be an object of texts, not",
                "{'labels': {'*': 'a'}} | labels: a label's key has 1 to 63 of the characters",
                "{'keys': 7} | keys: this must be a list of texts, not",
                "{'keys': [7]} | keys: this must be a text, not",
                "{'states': 'done'} | states: this must be unfinished, succeeded, failed, aborted, timed_out, not 'done'",
                "{'engine': -2} | engine: this must be the id of an engine, a whole number from 0 to 2147483647, or -1",
                "{'engine': 2147483648} | engine: this must be the id of an engine",
                "{'engine': 9223372036854775808} | engine: this must be the id of an engine",
                "{'engine': '3'} | engine: this must be a whole number, not",
                "{'engine': 1.5} | engine: this must be a whole number, not",
                "{'user': ''} | user: a user has 1 to 256 characters",
                "{'completedBefore': 'yesterday'} | completedBefore: this must be a time as 2026-12-01T00:00:00Z"
            })
    void shouldSayWhatIsWrong(String document, String fault) {
        assertThatThrownBy(() -> read(document.replace('\'', '"')))
                .isInstanceOf(BadDocumentException.class)
                .hasMessageContaining(fault);
    }
}
