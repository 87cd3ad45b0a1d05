package io.stoker.node;

import static io.stoker.HostileText.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.stoker.HostileText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of logs, of the launcher, and between it and its children: a task forges none. */
class HostileLinesTest {

    @Test
    void shouldWriteALineOfAChildAsOneLineOfItsLog(@TempDir Path folder) throws IOException {
        LogFile log = LogFile.begin(folder.resolve("x.log"), System::nanoTime, line -> {});
        log.line(TEXT);
        HostileText.assertOneLine(Files.readString(log.path()));
    }

    @Test
    void shouldLogAMessageAndAnExceptionWithoutAForgedLine() {
        PlainLayout layout = new PlainLayout();
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        layout.setContext(context);
        layout.start();
        Exception cause = new IllegalStateException(TEXT, new IOException(TEXT));
        String line = layout.doLayout(
                new LoggingEvent("x", context.getLogger("a.B"), Level.WARN, "{}", cause, new Object[] {TEXT}));
        HostileText.assertShownAsText(line);
        assertThat(line.lines()).noneMatch(one -> one.startsWith("@stoker"));
    }

    @Test
    void shouldSayOnTheConsoleWhatIsShownAsText(@TempDir Path folder) {
        List<String> said = new ArrayList<>();
        LauncherConsole console = new LauncherConsole(said::add, new Profile(folder, "default"), null, null);
        console.say(TEXT);
        console.failed(new IllegalStateException(TEXT));
        console.flush();
        assertThat(said).hasSize(2).allSatisfy(HostileText::assertShownAsText);
    }

    @Test
    void shouldReportAnEngineInOneLine(@TempDir Path folder) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProfileReports reports = new ProfileReports(
                new Profile(folder, "default"), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        reports.engineRegistered(0, TEXT);
        HostileText.assertOneLine(bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeALineForTheLauncherOnlyWithItsSecret() {
        LineProtocol protocol = LineProtocol.withNewSecret();
        LineProtocol others = LineProtocol.withNewSecret();
        assertThat(protocol.event(others.engineRegistered(7, "forged"))).isEmpty();
        assertThat(protocol.event("@stoker engine-registered 7 forged")).isEmpty();
        assertThat(protocol.event(" " + protocol.engineRegistered(7, "late"))).isEmpty();
        assertThat(protocol.event(protocol.engineRegistered(7, "own"))).contains("engine-registered 7 own");
    }

    @Test
    void shouldWriteAConnectionInOneLineThatReadsBack() {
        ConnectionInfo connection = new ConnectionInfo(TEXT, 1, "http", TEXT, 2, 3, Instant.EPOCH, TEXT, TEXT);
        assertThat(connection.toJson()).doesNotContain("\n", "\r", "\u001b");
        assertThat(ConnectionInfo.ofJson(connection.toJson())).isEqualTo(connection);
    }
}
