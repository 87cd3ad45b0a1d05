package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private long now;
    private final Sessions sessions = new Sessions(new Secrets(new SecureRandom()), () -> now);

    @Test
    void shouldOpenASessionByACodeOnce() {
        String code = sessions.code(Capability.SUBMIT);
        String session = sessions.open(code).secret();

        assertThat(sessions.of(session)).isEqualTo(new Caller("session 1 (submit)", Capability.SUBMIT, true));
        assertThat(sessions.open(code)).isNull();
        assertThat(sessions.of(code)).isNull();
        assertThat(sessions.open(session)).isNull();
    }

    @Test
    void shouldForgetACodeAfterAMinute() {
        String early = sessions.code(Capability.READ);
        String late = sessions.code(Capability.READ);

        now = Sessions.CODE_LIFE.toNanos();
        assertThat(sessions.open(early)).isNotNull();
        now++;
        assertThat(sessions.open(late)).isNull();
    }

    @Test
    void shouldKeepACodeOfABoundedNumber() {
        String first = sessions.code(Capability.READ);
        for (int i = 1; i < Sessions.MOST_CODES; i++) {
            sessions.code(Capability.READ);
        }
        String last = sessions.code(Capability.READ);

        assertThat(sessions.open(first)).isNull();
        assertThat(sessions.open(last)).isNotNull();
    }

    @Test
    void shouldEndTheSessionThatWasNotUsedForLongest() {
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < Sessions.MOST_SESSIONS; i++) {
            opened.add(sessions.open(sessions.code(Capability.READ)).secret());
        }
        assertThat(sessions.of(opened.get(0))).isNotNull();
        sessions.open(sessions.code(Capability.READ));

        assertThat(sessions.of(opened.get(0))).isNotNull();
        assertThat(sessions.of(opened.get(1))).isNull();
        assertThat(sessions.of(opened.get(2))).isNotNull();
    }
}
