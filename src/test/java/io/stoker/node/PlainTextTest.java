package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    private static final String EVIL = "x\n@stoker ready {}\r\n\u001b[31my\u0085z\u2028\ud800 \u202e\u0007";

    @Test
    void shouldLeavePlainTextAsItIs() {
        for (String text :
                new String[] {"", "abc \t 'q' \\n", "Gr\u00fc\u00dfe \u4e2d\u6587", "\ud83d\ude00\u200d\ud83d\ude00"}) {
            assertThat(PlainText.oneLine(text)).isEqualTo(text);
            assertThat(PlainText.lines(text)).isEqualTo(text);
        }
    }

    @Test
    void shouldShowEverythingElseInOneLine() {
        assertThat(PlainText.oneLine(EVIL))
                .isEqualTo("x\\n@stoker ready {}\\n\\u001b[31my\\u0085z\\u2028\\ud800 \\u202e\\u0007");
    }

    @Test
    void shouldKeepOurOwnLines() {
        assertThat(PlainText.lines("a\n  b\u001b\n")).isEqualTo("a\n  b\\u001b\n");
    }

    @Test
    void shouldKeepWhatIsLoggedFromBeginningALine() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        OwnLogging.configure(context, new OutputStreamAppender<>() {}, LogFormat.TEXT);

        requireOwnLines(context);
    }

    @Test
    void shouldKeepWhatAProgramOfTheUsersLogsFromBeginningALine() throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/conf/logback.xml").toFile());

        requireOwnLines(context);
    }

    private static void requireOwnLines(LoggerContext context) {
        Throwable thrown = new IllegalStateException(EVIL, new RuntimeException("2026-01-01 ERROR forged\n2026 again"));
        thrown.addSuppressed(new RuntimeException("s\n2026 suppressed"));

        List<String> lines = logged(context, thrown).lines().toList();

        assertThat(lines.get(0)).matches("[-0-9 ]*\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ERROR Of - of a task: x");
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.startsWith("    ") || line.startsWith("\t") || line.startsWith("Caused by: "));
        assertThat(lines).noneMatch(line -> line.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c)));
        assertThat(lines).anyMatch(line -> line.contains("requireOwnLines"));
    }

    private static String logged(LoggerContext context, Throwable thrown) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Encoder<ILoggingEvent> encoder = ((OutputStreamAppender<ILoggingEvent>)
                        root.iteratorForAppenders().next())
                .getEncoder();
        Logger logger = context.getLogger("a.logger.Of");
        byte[] bytes = encoder.encode(new LoggingEvent("x", logger, Level.ERROR, "of a task: " + EVIL, thrown, null));
        context.stop();
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
