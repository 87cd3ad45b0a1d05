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
        http.requested(new Event("token operate", "10.0.0.7", "DELETE", "/tasks/7", 200, null));

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.who()).isEqualTo(new AuditLog.Who.Token("token operate"));
            assertThat(event.what()).isEqualTo("requested");
            assertThat(event.about())
                    .isEqualTo(Map.of("address", "10.0.0.7", "wanted", "DELETE /tasks/7", "status", "200"));
        });
    }

    @Test
    void shouldNameTheAddressOfACallerThatIsNotKnownAndTheReasonOfTheRefusal() {
        http.requested(new Event(null, "10.0.0.7", "GET", "/tasks", 401, "the token is not valid"));

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.who()).isEqualTo(new AuditLog.Who.Unknown("10.0.0.7"));
            assertThat(event.what()).isEqualTo(AuditEvent.REFUSED);
            assertThat(event.about())
                    .isEqualTo(Map.of("wanted", "GET /tasks", "status", "401", "reason", "the token is not valid"));
        });
    }
}
