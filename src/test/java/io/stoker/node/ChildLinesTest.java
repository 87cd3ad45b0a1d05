package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildLinesTest {
    private final LineProtocol protocol = LineProtocol.withNewSecret();
    private final List<String> events = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed);

    private void read() {
        new LineSplitter(new ChildLines(protocol, events::add, log::add))
                .readAll(new ByteArrayInputStream(printed.toByteArray()));
    }

    @Test
    void shouldLeaveNoEmptyLineInTheLogForAnEvent() {
        out.print("one\n");
        LineProtocol.write(protocol.engineEnded("a"), out);
        LineProtocol.write(protocol.engineEnded("b"), out);
        out.print("two\nwithout an end");
        LineProtocol.write(protocol.up(), out);
        read();
        assertThat(log).containsExactly("one", "two", "without an end");
        assertThat(events).containsExactly("engine-ended a", "engine-ended b", "up");
    }

    @Test
    void shouldKeepTheEmptyLinesThatAChildPrints() {
        out.print("one\n\n\ntwo\n\n");
        LineProtocol.write(protocol.up(), out);
        out.print("three\n");
        read();
        assertThat(log).containsExactly("one", "", "", "two", "", "three");
    }
}
