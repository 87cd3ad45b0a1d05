package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.MarkerFactory;

class OwnLoggingTest {
    private final LoggerContext context = new LoggerContext();

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "logback.xml", "/etc/stoker:output.xml"})
    void shouldLeaveEveryOtherProgramToItsOwnConfiguration(String chosen) {
        assertThat(OwnLogging.configure(context, chosen)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(root().iteratorForAppenders()).isExhausted();
        assertThat(ServiceLoader.load(Configurator.class)).anyMatch(OwnLogging.class::isInstance);
    }

    @Test
    void shouldLogToTheOutputByItself() {
        assertThat(OwnLogging.configure(context, "stoker:output")).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        assertThat(root().iteratorForAppenders().next()).isInstanceOf(StandardOutputAppender.class);
        context.stop();
    }

    @Test
    void shouldLogToAFileWhateverItsPath(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a ${b}/%d/client.log");
        context.setMDCAdapter(new LogbackMDCAdapter());
        OwnLogging.configure(context, "stoker:file:" + file);

        context.getLogger("io.stoker.Some").info("a line");
        context.stop();

        assertThat(Files.readString(file)).endsWith(" INFO  Some - a line\n");
    }

    @Test
    void shouldLogOfAkkaOnlyWhatNobodyElseSays() {
        OwnLogging.configure(context, "stoker:output");
        ListAppender<ILoggingEvent> list = new ListAppender<>();
        list.start();
        root().detachAndStopAllAppenders();
        root().addAppender(list);

        context.getLogger("akka.cluster.Cluster").info("not said");
        context.getLogger("akka.cluster.Cluster").warn(MarkerFactory.getMarker("akkaUnreachable"), "not said");
        context.getLogger("akka.cluster.JoinSeedNodeProcess").warn("not said");
        context.getLogger("akka.cluster.Cluster").warn("said");
        context.getLogger("io.stoker.Some").info("said");

        assertThat(list.list).extracting(ILoggingEvent::getMessage).containsExactly("said", "said");
    }

    private ch.qos.logback.classic.Logger root() {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }
}
