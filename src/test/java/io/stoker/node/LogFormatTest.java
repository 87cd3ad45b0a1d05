package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stoker.HostileText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFormatTest {
    private final LogbackMDCAdapter fields = new LogbackMDCAdapter();

    @TempDir
    private Path folder;

    private List<String> logged(LogFormat format) throws IOException {
        Path file = folder.resolve("client.log");
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(fields);
        OwnLogging.configure(context, "stoker:file:" + file, format);
        context.getLogger("io.stoker.Some").warn(HostileText.TEXT, new IllegalStateException(HostileText.TEXT));
        context.stop();
        return Files.readAllLines(file);
    }

    @Test
    void shouldBeTextUnlessTheVariableSaysJson() {
        assertThat(LogFormat.of(null)).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.of("")).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.of("text")).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.of("json")).isEqualTo(LogFormat.JSON);
        assertThat(LogFormat.of("xml")).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.isKnown("xml")).isFalse();
        assertThat(LogFormat.isKnown("json")).isTrue();
    }

    @Test
    void shouldWriteAnEventAndItsExceptionAsOneObject() throws IOException {
        fields.put("taskId", "7");
        assertThat(logged(LogFormat.JSON)).singleElement().satisfies(line -> {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.get("timestamp").asLong()).isPositive();
            assertThat(json.get("level").asText()).isEqualTo("WARN");
            assertThat(json.get("loggerName").asText()).isEqualTo("io.stoker.Some");
            assertThat(json.get("formattedMessage").asText()).isEqualTo(HostileText.TEXT);
            assertThat(json.get("mdc").get("taskId").asText()).isEqualTo("7");
            assertThat(json.get("throwable").get("className").asText()).isEqualTo("java.lang.IllegalStateException");
        });
    }

    @Test
    void shouldSayInTextWhichTaskTheThreadRuns() throws IOException {
        fields.put("taskId", "7");
        assertThat(logged(LogFormat.TEXT).get(0)).contains("WARN  Some [task 7] - ");
    }

    @Test
    void shouldMakeAnObjectOfWhatAProcessPrintsOtherwise() throws IOException {
        LogFile log = LogFile.begin(folder.resolve("engine-0.log"), LogFormat.JSON, System::nanoTime, line -> {});
        String event = "{\"timestamp\":1,\"level\":\"INFO\"}";
        log.line(event);
        log.line(HostileText.TEXT);
        List<String> lines = Files.readAllLines(log.path());
        assertThat(lines).hasSize(2).startsWith(event);
        HostileText.assertOneLine(lines.get(1) + "\n");
        JsonNode json = new ObjectMapper().readTree(lines.get(1));
        assertThat(json.get("loggerName").asText()).isEqualTo("output");
        assertThat(json.get("formattedMessage").asText()).isEqualTo(HostileText.TEXT);
    }

    @Test
    void shouldMakeObjectsOfThePiecesOfAnEventThatIsTooLongForALine() throws IOException {
        LogFile log = LogFile.begin(folder.resolve("engine-0.log"), LogFormat.JSON, System::nanoTime, line -> {});
        String event = "{\"timestamp\":1,\"formattedMessage\":\"" + "x".repeat(LineSplitter.LONGEST) + "\"}\n";
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        new LineSplitter(log::line).take(bytes, bytes.length);
        List<String> lines = Files.readAllLines(log.path());
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.get("loggerName").asText()).isEqualTo("output");
        }
    }
}
