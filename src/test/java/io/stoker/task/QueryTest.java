package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryTest {
    private static final TaskSummary TASK = new TaskSummary(
            7,
            "price 17",
            Map.of("sweep", "12", "run", "a"),
            TaskState.FAILED,
            2,
            3,
            1_000,
            2_000,
            3_000,
            "no",
            new Submitter("session", "host", "user", null));

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    @Test
    void findsWhatMeetsAllOfItsConditions() {
        Query query = Query.all()
                .label("sweep", "12")
                .label("run")
                .name("price 17")
                .state(Query.State.FAILED, Query.State.ABORTED)
                .submitted(at(1_000), at(1_001))
                .completed(at(0), Instant.MAX)
                .engine(3)
                .session("session")
                .user("user")
                .host("host");
        assertThat(query.finds(TASK)).isTrue();
        assertThat(Query.all().finds(TASK)).isTrue();
    }

    @Test
    void findsNothingThatMissesOneOfThem() {
        assertThat(Query.all().label("sweep", "13").finds(TASK)).isFalse();
        assertThat(Query.all().label("other").finds(TASK)).isFalse();
        assertThat(Query.all().name("price").finds(TASK)).isFalse();
        assertThat(Query.all().state(Query.State.UNFINISHED).finds(TASK)).isFalse();
        assertThat(Query.all().submitted(at(0), at(1_000)).finds(TASK)).isFalse();
        assertThat(Query.all().completed(at(3_001), at(4_000)).finds(TASK)).isFalse();
        assertThat(Query.all().engine(-1).finds(TASK)).isFalse();
        assertThat(Query.all().session("sess").finds(TASK)).isFalse();
        assertThat(Query.all().user("%").finds(TASK)).isFalse();
        assertThat(Query.all().host("HOST").finds(TASK)).isFalse();
    }

    @Test
    void isNotChangedByItsMethodsAndReadsTheSameWhateverTheOrderOfItsConditions() {
        Query one = Query.all().label("a", "1").label("b", "2").state(Query.State.FAILED, Query.State.ABORTED);
        Query other = Query.all()
                .state(Query.State.ABORTED, Query.State.FAILED)
                .label("b", "2")
                .label("a", "1");
        assertThat(one).isEqualTo(other).hasToString(other.toString());
        assertThat(Query.all()).isEqualTo(Query.ALL);
    }

    @Test
    void refusesWhatNoTaskCanHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().session(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().host("x".repeat(257)))
                .withMessageContaining("(257 characters)");
        Query many = Query.all();
        for (int i = 0; i < Labels.MOST; i++) {
            many = many.label("k" + i);
        }
        Query full = many;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> full.label("k"))
                .withMessageContaining("no task has as many");
        Query foreign = new Query(
                Map.of("a b", "1"),
                Set.of(),
                Set.of(),
                Query.Span.EVER,
                Query.Span.EVER,
                null,
                new Query.From(null, null, null),
                false);
        assertThatIllegalArgumentException().isThrownBy(foreign::check);
    }
}
