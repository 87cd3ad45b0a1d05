package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.wire.EngineName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolTest {
    private static final UUID NODE = UUID.fromString("5f0c9a3e-0000-4000-8000-000000000001");
    private static final String INSTANCE = NODE.toString();
    private static final ConnectionInfo CONNECTION =
            new ConnectionInfo("::1", 1, "https", "h", 2, 3, Instant.EPOCH, "v \"1\"", "/a \"b\"");

    private static final LineProtocol PROTOCOL = new LineProtocol("secret");

    private final List<String> calls = new ArrayList<>();
    private final ControllerEvents events = new ControllerEvents() {
        @Override
        public void ready(ConnectionInfo connection) {
            calls.add("ready " + connection);
        }

        @Override
        public void engineRegistered(int engineId, String instance) {
            calls.add("registered " + engineId + " " + instance);
        }

        @Override
        public void engineLost(int engineId, String instance) {
            calls.add("lost " + engineId + " " + instance);
        }
    };

    private final EngineEvents engines = new EngineEvents() {
        @Override
        public void engineRegistered(int engineId, String instance) {
            calls.add("registered " + engineId + " " + instance);
        }

        @Override
        public void engineEnded(String instance) {
            calls.add("ended " + instance);
        }
    };

    @Test
    void shouldTurnCallsIntoLinesAndBack() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParentReports reports = new ParentReports(PROTOCOL, new PrintStream(out));
        reports.ready(CONNECTION);
        reports.engineLost(3, INSTANCE);
        reports.engineRegistered(4, INSTANCE);

        deliver(out);

        assertThat(calls).containsExactly("ready " + CONNECTION, "lost 3 " + INSTANCE, "registered 4 " + INSTANCE);
    }

    @Test
    void shouldBeUnderstoodBehindALineThatHasNoEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out);
        printed.print("a task's process has done 40 %");
        new ParentReports(PROTOCOL, printed).engineLost(3, INSTANCE);

        deliver(out);

        assertThat(calls).containsExactly("lost 3 " + INSTANCE);
    }

    private void deliver(ByteArrayOutputStream out) {
        out.toString()
                .lines()
                .flatMap(line -> PROTOCOL.event(line).stream())
                .forEach(event -> LineProtocol.deliver(event, events));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "ready",
                "ready {}",
                "engine-registered x 5f0c9a3e-0000-4000-8000-000000000001",
                "engine-lost x 5f0c9a3e-0000-4000-8000-000000000001"
            })
    void shouldRefuseEventsThatMeanNothing(String event) {
        assertThatThrownBy(() -> LineProtocol.deliver(event, events)).isInstanceOf(IllegalArgumentException.class);
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@stoker ready {}",
                "@stoker up",
                "@stoker 5f0c9a3e-0000-4000-8000-000000000001 up",
                " @stoker secret up",
                "@stoker secret",
                "x\t@stoker secret up"
            })
    void shouldTakeNothingForAnEventThatIsWithoutTheSecretOfTheStart(String line) {
        assertThat(PROTOCOL.event(line)).isEmpty();
        assertThat(PROTOCOL.event(PROTOCOL.up())).hasValue("up");
    }

    @Test
    void shouldReadWhatAJvmSaysOfItsOwnEnginesBackAndNothingElseOfItsOutput() {
        String third = EngineName.of(INSTANCE, 2);
        for (String line : List.of(
                PROTOCOL.engineRegistered(3, INSTANCE),
                PROTOCOL.engineRegistered(5, third),
                PROTOCOL.engineEnded(third),
                PROTOCOL.engineRegistered(6, UUID.randomUUID().toString()),
                PROTOCOL.engineEnded(UUID.randomUUID().toString()),
                PROTOCOL.engineLost(3, INSTANCE),
                PROTOCOL.ready(CONNECTION))) {
            LineProtocol.deliver(PROTOCOL.event(line).orElseThrow(), NODE, engines);
        }
        LineProtocol.deliver("engine-registered " + INSTANCE, NODE, engines);
        LineProtocol.deliver("engine-registered x " + INSTANCE, NODE, engines);

        assertThat(calls).containsExactly("registered 3 " + INSTANCE, "registered 5 " + third, "ended " + third);
    }

    @Test
    void shouldReadAnExitBack() {
        NodeExited exit = new NodeExited(NODE, 137);

        assertThat(LineProtocol.exited(exit)).isEqualTo("exited " + NODE + " 137");
        assertThat(LineProtocol.exited(LineProtocol.exited(exit))).isEqualTo(exit);
    }
}
