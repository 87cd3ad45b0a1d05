package io.stoker.controller;

import static io.stoker.HostileText.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.HostileText;
import io.stoker.task.EngineProperties;
import io.stoker.wire.ToController;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Names and properties that engines and clients give themselves: they forge no line of a log, or of a reason. */
class HostileNamesTest {

    @Test
    void shouldDescribeAnEngineInOneLineWhateverItsPropertiesAre() {
        EngineProperties properties = EngineProperties.of(Map.of("host", TEXT, "pid", TEXT));
        Engine engine = new Engine(1, "instance", "address", List.of(), properties, 1, null, null, null, false, false);
        HostileText.assertOneLine(engine.describe());
    }

    @Test
    void shouldRefuseANameThatCannotBeShownAsItIs() {
        for (String name : List.of(TEXT, "a\nb", "a\u001bb", "a\u202eb", "\u0000", "tab\t")) {
            String flaw = new ToController.AskCode(new UUID(1, 1), name, new UUID(1, 1), "x").flaw();
            assertThat(flaw).startsWith("client is '");
            HostileText.assertOneLine(flaw);
        }
        assertThat(new ToController.AskCode(new UUID(1, 1), "größe-漢字-1.2", new UUID(1, 1), "x").flaw())
                .isNull();
    }
}
