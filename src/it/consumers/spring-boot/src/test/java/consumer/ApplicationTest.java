package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.stoker.client.Stoker;
import io.stoker.controller.ControllerListener;
import io.stoker.node.ControllerNode;
import io.stoker.store.MemoryStore;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;
import org.slf4j.LoggerFactory;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ApplicationTest {
    private static final Map<String, String> PATIENT = Map.of("stoker.client.connect-timeout", "60s", "stoker.tls", "off");

    @Autowired
    TestRestTemplate http;

    @Test
    void shouldRunTaskForRequestAndAnswerInItsOwnNotation() {
        ResponseEntity<String> answer = http.getForEntity("/product?a=6&b=7", String.class);

        assertThat(answer.getBody()).isEqualTo("\"6 * 7 = 42\"");
        assertThat(Journal.LINES).contains("answers 42");
    }

    @Test
    void shouldKeepItsOwnLoggingJsonAndSettings() {
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(logging.getLogger(Logger.ROOT_LOGGER_NAME).getLevel()).isEqualTo(Level.WARN);
        assertThat(logging.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
                .toIterable()
                .allMatch(Journal.class::isInstance)
                .hasSize(1);
        assertThat(logging.getLoggerList())
                .filteredOn(logger -> logger.getLevel() != null)
                .extracting(Logger::getName)
                .containsExactlyInAnyOrder(Logger.ROOT_LOGGER_NAME, "consumer");
        assertThat(logging.getTurboFilterList()).isEmpty();
        assertThat(ObjectMapper.findModules())
                .extracting(Module::getModuleName)
                .noneMatch(name -> name.contains("Scala") || name.contains("akka"));
        assertThat(ConfigFactory.load().getString("akka.actor.provider")).isEqualTo("local");
    }

    @Test
    void shouldConnectToController() {
        try (ControllerNode controller = ControllerNode.start(
                        WireConfig.load(Map.of()), "127.0.0.1", 0, null, new TrustMode.Off(), new MemoryStore(), ControllerListener.NONE);
                Stoker stoker = Stoker.connect("127.0.0.1", controller.port(), PATIENT)) {
            assertThat(stoker.taskClient().queueStatus().scheduled()).isZero();
        }
    }
}
