package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.MarkerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

class OwnLoggingTest {
    private final LoggerContext context = new LoggerContext();

    /** Logback 1.2 cannot start where there is a service for a newer one. */
    @Test
    void shouldBeNoServiceThatTheLoggingOfAnotherProgramFinds() {
        assertThat(ServiceLoader.load(Configurator.class)).isEmpty();
        assertThat(ServiceLoader.load(SLF4JServiceProvider.class)).noneMatch(OwnLogging.class::isInstance);
    }

    @Test
    void shouldBeWhatSlf4jIsToldToTake() throws Exception {
        Properties before = (Properties) System.getProperties().clone();
        try {
            LogTarget.toOutput();
            assertThat(Class.forName(System.getProperty("slf4j.provider"))).isEqualTo(OwnLogging.class);
        } finally {
            System.setProperties(before);
        }
    }

    @Test
    void shouldLeaveAConfigurationThatTheUserHasChosen() {
        Properties before = (Properties) System.getProperties().clone();
        try {
            System.setProperty("logback.configurationFile", "/etc/own.xml");
            LogTarget.toOutput();
            LogTarget.toFile(Profile.named("default"));
            assertThat(System.getProperty("logback.configurationFile")).isEqualTo("/etc/own.xml");
            assertThat(System.getProperty("slf4j.provider")).isNull();
        } finally {
            System.setProperties(before);
        }
    }

    @Test
    void shouldLogToTheOutputByItself() {
        OwnLogging.configure(context, "stoker:output", LogFormat.TEXT);
        assertThat(root().iteratorForAppenders().next()).isInstanceOf(StandardOutputAppender.class);
        context.stop();
    }

    @Test
    void shouldLogToAFileWhateverItsPath(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a ${b}/%d/client.log");
        context.setMDCAdapter(new LogbackMDCAdapter());
        OwnLogging.configure(context, "stoker:file:" + file, LogFormat.TEXT);

        context.getLogger("io.stoker.Some").info("a line");
        context.stop();

        assertThat(Files.readString(file)).endsWith(" INFO  Some - a line\n");
    }

    @Test
    void shouldLogOfAkkaOnlyWhatNobodyElseSays() {
        OwnLogging.configure(context, "stoker:output", LogFormat.TEXT);
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
