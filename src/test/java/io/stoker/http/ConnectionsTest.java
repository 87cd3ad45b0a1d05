package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final Connections connections = new Connections(2);
    private final List<String> closed = new ArrayList<>();

    private Connections.Connection open(String name) {
        return connections.open(() -> closed.add(name));
    }

    @Test
    void shouldCloseTheOneThatHadNoRequestForLongest() {
        Connections.Connection one = open("one");
        open("two");
        one.begin();
        one.end();
        open("three");

        assertThat(closed).containsExactly("two");
        assertThat(connections.size()).isEqualTo(2);
    }

    @Test
    void shouldCloseNoneThatIsBusy() {
        open("one").begin();
        open("two");
        open("three").begin();

        assertThat(closed).containsExactly("two");
        assertThat(open("four")).isNull();
        assertThat(connections.size()).isEqualTo(2);
    }

    @Test
    void shouldHaveRoomAgainForThoseThatWereClosed() {
        Connections.Connection one = open("one");
        Connections.Connection two = open("two");
        one.begin();
        one.closed();
        one.closed();
        one.end();
        two.closed();
        two.begin();

        assertThat(connections.size()).isZero();
        open("three");
        open("four");
        assertThat(closed).isEmpty();
    }
}
