package io.stoker.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterChecksTest {
    private static final JsonObject CONTROLLER = JsonObject.parse("{\"version\":\"2.0\",\"java\":\"21.0.1\"}");

    private static JsonObject engine(int id, String properties) {
        return JsonObject.parse(
                "{\"id\":" + id + ",\"pid\":" + (100 + id) + ",\"host\":\"lab\",\"properties\":" + properties + "}");
    }

    @Test
    void shouldBeContentWithEnginesThatAreWhatTheControllerIs() {
        JsonObject engine = engine(0, "{\"stoker\":\"2.0\",\"java\":\"21.0.1\"}");

        assertThat(ClusterChecks.versions(CONTROLLER, List.of(engine, engine)))
                .containsExactly(
                        Finding.ok("versions", "the controller and all engines are Stoker 2.0 on Java 21.0.1"));
    }

    @Test
    void shouldNameTheEnginesThatAreAnotherStokerOrRunOnAnotherJava() {
        List<JsonObject> engines = List.of(
                engine(0, "{\"stoker\":\"2.0\",\"java\":\"21.0.1\"}"),
                engine(1, "{\"stoker\":\"1.9\",\"java\":\"21.0.1\"}"),
                engine(2, "{\"stoker\":\"2.0\",\"java\":\"17.0.2\"}"),
                engine(3, "{\"stoker\":\"2.0\",\"java\":\"17.0.2\"}"),
                engine(4, "{\"java\":\"21.0.1\"}"));

        assertThat(ClusterChecks.versions(CONTROLLER, engines))
                .containsExactly(
                        Finding.problem(
                                "versions",
                                "the controller is Stoker 2.0, and these engines are Stoker of an unknown version:"
                                        + " 4 (pid 104 on lab). Start them again with the controller's Stoker"),
                        Finding.problem(
                                "versions",
                                "the controller is Stoker 2.0, and these engines are Stoker 1.9: 1 (pid 101 on lab)."
                                        + " Start them again with the controller's Stoker"),
                        Finding.note(
                                "versions",
                                "the controller runs on Java 21.0.1, and these engines on Java 17.0.2:"
                                        + " 2 (pid 102 on lab), 3 (pid 103 on lab)"));
    }

    @Test
    void shouldNotNameThemAllIfTheyAreMany() {
        List<JsonObject> engines = IntStream.range(0, 1_000)
                .mapToObj(id -> engine(id, "{\"stoker\":\"1.9\",\"java\":\"21.0.1\"}"))
                .toList();

        assertThat(ClusterChecks.versions(CONTROLLER, engines))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.text()).hasSizeLessThan(400).contains("7 (pid 107 on lab) and 992 more"));
    }
}
