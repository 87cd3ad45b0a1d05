package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.HttpRequest;
import io.stoker.api.BadDocumentException;
import io.stoker.store.Position;
import io.stoker.task.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryReaderTest {
    private static final ApiRoute ROUTE =
            new ApiRoute("GET", "/tasks", Capability.READ, QueryReader.PARAMETERS, QueryReader.REPEATED, request -> {
                throw new AssertionError("it is not asked");
            });

    private static QueryReader.Page read(String query) {
        HttpRequest request = HttpRequest.GET("http://localhost/api/v1/tasks?" + query);
        Caller caller = new Caller("token read", Capability.READ, false);
        return QueryReader.page(ApiRequest.of(request, caller, new ApiRoute.Match(ROUTE, Map.of()), new byte[0]));
    }

    @Test
    void shouldAskForTheNewestHundredIfNothingIsSaid() {
        assertThat(read("")).isEqualTo(new QueryReader.Page(Query.all(), null, 100));
        assertThat(read("order=newest")).isEqualTo(read(""));
    }

    @Test
    void shouldReadEveryCondition() {
        Query query = read("label=sweep=2026-12&label=gpu&label=note=a%3Db&name=price%2017&state=failed&state=timed_out"
                        + "&engine=3&session=s&user=ann&host=hut&submittedSince=2026-12-01T00:00:00Z"
                        + "&submittedBefore=2026-12-02T01:00:00%2B01:00&completedSince=2026-12-01T10:00:00.5z&order=oldest")
                .query();

        assertThat(query)
                .isEqualTo(Query.all()
                        .label("sweep", "2026-12")
                        .label("gpu")
                        .label("note", "a=b")
                        .name("price 17")
                        .state(Query.State.FAILED, Query.State.TIMED_OUT)
                        .engine(3)
                        .session("s")
                        .user("ann")
                        .host("hut")
                        .submitted(Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2026-12-02T00:00:00Z"))
                        .completed(Instant.parse("2026-12-01T10:00:00.5Z"), Instant.MAX)
                        .fromOldest());
    }

    @Test
    void shouldReadWhereAPageBeginsAndHowLongItIs() {
        String after = Position.of(7).after(Query.all().label("a"));

        QueryReader.Page page = read("label=a&limit=1000&after=" + after);

        assertThat(page.after()).isEqualTo(after);
        assertThat(page.limit()).isEqualTo(1_000);
        assertThatThrownBy(() -> read("label=b&after=" + after))
                .isInstanceOf(BadDocumentException.class)
                .hasMessageContaining("after: no page of this query begins after '" + after);
    }

    @Test
    void shouldTakeTextsThatMeanSomethingElsewhereAsTheyAre() {
        assertThat(read("name=%3Cscript%3E&label=a=%25%27%22%00".replace("%00", "_"))
                        .query())
                .isEqualTo(Query.all().name("<script>").label("a", "%'\"_"));
        assertThat(read("engine=-1").query()).isEqualTo(Query.all().engine(-1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "label=* | label: a label's key has 1 to 63 of the characters A-Z a-z 0-9 . _ / and -, but this is '*'",
                "label= | label: a label's key has 1 to 63 of the characters",
                "label==a | label: a label's key has 1 to 63 of the characters",
                "label=%3Cscript%3E | but this is '<script>'",
                "label=a=%1b[2J | label: the value of the label 'a' must have no control characters",
                "label=a=1&label=a=2 | label: the query has two values of the label 'a', and a task has only one",
                "name= | name: a task's name has 1 to 256 characters",
                "name=a&name=b | the query has 'name' twice",
                "user=a%0ab | user: a user has 1 to 256 characters, none of which is a control character",
                "session= | session: a session has 1 to 256 characters",
                "state=done | state: this must be unfinished, succeeded, failed, aborted, timed_out, not 'done'",
                "state=FAILED | state: this must be unfinished",
                "engine=x | engine: this must be the id of an engine, a whole number from 0 to 2147483647, or -1 for tasks that had",
                "engine=2147483648 | engine: this must be the id of an engine",
                "engine=-2 | engine: this must be the id of an engine",
                "limit=0 | limit: this must be a number of tasks, from 1 to 1000, not '0'",
                "limit=1001 | limit: this must be a number of tasks, from 1 to 1000, not '1001'",
                "limit=99999999999999999999 | limit: this must be a number of tasks",
                "order=up | order: this must be newest or oldest, not 'up'",
                "submittedSince=yesterday | submittedSince: this must be a time as 2026-12-01T00:00:00Z",
                "completedBefore=2026-12-01T00:00:00+01:00 | write it as %2B",
                "after=x | after: no page of this query begins after 'x'",
                "after= | after: no page of this query begins after ''",
                "lable=a | do you mean 'label'?",
                "submittedsince=a | do you mean 'submittedSince'?"
            })
    void shouldSayWhatIsWrong(String query, String fault) {
        assertThatThrownBy(() -> read(query))
                .isInstanceOf(BadDocumentException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void shouldRefuseMoreLabelsThanATaskHas() {
        String labels =
                IntStream.range(0, 17).mapToObj(i -> "label=k" + i + "=v").collect(Collectors.joining("&"));
        String keys = IntStream.range(0, 17).mapToObj(i -> "label=k" + i).collect(Collectors.joining("&"));

        for (String query : List.of(labels, keys)) {
            assertThatThrownBy(() -> read(query))
                    .isInstanceOf(BadDocumentException.class)
                    .hasMessageContaining("at most 16 labels");
        }
    }

    @Test
    void shouldShowALongTextOnlyInPart() {
        assertThatThrownBy(() -> read("label=" + "x".repeat(4_000)))
                .isInstanceOf(BadDocumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).contains("(4000 characters)"));
    }
}
