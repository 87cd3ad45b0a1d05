package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import io.stoker.api.BadDocumentException;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventQuery;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRoutesTest {
    private static final ApiRoute ROUTE = new ApiRoute(
            "GET",
            "/events",
            Capability.READ,
            Set.of("label", "name", "kind", "task", "engine", "after"),
            Set.of("label", "kind", "task"),
            request -> {
                throw new AssertionError("it is not asked");
            });

    private static EventQuery read(String query, RawHeader... headers) {
        HttpRequest request = HttpRequest.GET("http://localhost/api/v1/events?" + query);
        for (RawHeader header : headers) {
            request = request.addHeader(header);
        }
        Caller caller = new Caller("token read", Capability.READ, false);
        return EventRoutes.query(ApiRequest.of(request, caller, new ApiRoute.Match(ROUTE, Map.of()), new byte[0]));
    }

    @Test
    void shouldReadEveryCondition() {
        assertThat(read("label=sweep=7&label=gpu&name=price&kind=ended&kind=accepted&task=3&engine=2&after=8.1"))
                .isEqualTo(EventQuery.all()
                        .label("sweep", "7")
                        .label("gpu")
                        .name("price")
                        .kind(EventKind.ENDED, EventKind.ACCEPTED)
                        .task(3)
                        .engine(2)
                        .after(new EventId(8, 1)));
    }

    @Test
    void shouldGoOnFromWhatWasSeenLastAndNotFromWhereItBegan() {
        assertThat(read("after=8.1", RawHeader.create("Last-Event-ID", "9.1")).after())
                .isEqualTo(new EventId(9, 1));
        assertThat(read("after=8.1", RawHeader.create("Last-Event-ID", "")).after())
                .isEqualTo(new EventId(8, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "label=a=1&label=a=2 | label: the query has two values of the label 'a', and a task has only one",
                "label=* | label: a label's key has 1 to 63 of the characters",
                "name= | name: a task's name has 1 to 256 characters",
                "kind=exploded | kind: no event has the kind 'exploded'",
                "task=-1 | task: '-1' is not the id of a task",
                "engine=x | engine: 'x' is not the id of an engine",
                "after=1 | after: '1' is not the id of an event"
            })
    void shouldSayWhatIsWrongAndWhere(String query, String fault) {
        assertThatThrownBy(() -> read(query))
                .isInstanceOf(BadDocumentException.class)
                .hasMessageStartingWith(fault);
    }

    @Test
    void shouldRefuseAHeaderThatIsThereTwice() {
        assertThatThrownBy(() ->
                        read("", RawHeader.create("Last-Event-ID", "9.1"), RawHeader.create("Last-Event-ID", "8.1")))
                .isInstanceOf(BadDocumentException.class)
                .hasMessage("the request has the header 'Last-Event-ID' twice");
        assertThatThrownBy(() ->
                        read("", RawHeader.create("Idempotency-Key", "a"), RawHeader.create("idempotency-key", "b")))
                .isInstanceOf(BadDocumentException.class)
                .hasMessage("the request has the header 'Idempotency-Key' twice");
    }
}
