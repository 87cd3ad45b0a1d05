package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.http.HttpAudit.Event;
import io.stoker.trust.AuditEvent;
import io.stoker.trust.AuditLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditedHttpTest {
    private final List<AuditEvent> told = new ArrayList<>();
    private final AuditedHttp http = new AuditedHttp(told::add);

    @Test
    void shouldNameTheTokenOfACallerAndWhatItHasChanged() {
        http.requested(new Event("token operate", "10.0.0.7", "DELETE", "/tasks/7", 200, null, List.of()));

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.who()).isEqualTo(new AuditLog.Who.Token("token operate"));
            assertThat(event.what()).isEqualTo("requested");
            assertThat(event.about())
                    .isEqualTo(Map.of("address", "10.0.0.7", "wanted", "DELETE /tasks/7", "status", "200"));
        });
    }

    @Test
    void shouldNameTheAddressOfACallerThatIsNotKnownAndTheReasonOfTheRefusal() {
        http.requested(new Event(null, "10.0.0.7", "GET", "/tasks", 401, "the token is not valid", List.of()));

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.who()).isEqualTo(new AuditLog.Who.Unknown("10.0.0.7"));
            assertThat(event.what()).isEqualTo(AuditEvent.REFUSED);
            assertThat(event.about())
                    .isEqualTo(Map.of("wanted", "GET /tasks", "status", "401", "reason", "the token is not valid"));
        });
    }

    @Test
    void shouldNameTheTasksThatARequestHasSubmitted() {
        http.requested(
                new Event("token submit", "10.0.0.7", "POST", "/api/v1/tasks", 201, null, List.of(3L, 5L, 9L, 9L)));

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.ranges()).containsExactly(3, 5, 9, 9);
            assertThat(event.count()).isEqualTo(4);
        });
    }
}
