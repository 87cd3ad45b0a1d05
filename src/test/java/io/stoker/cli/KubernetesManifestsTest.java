package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests for Kubernetes fit each other, the commands they start, and the settings' defaults. */
class KubernetesManifestsTest {
    private static final Config DEFAULTS = WireConfig.load(Map.of());

    private static List<JsonNode> documents(String file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        for (Object document : yaml.loadAll(Files.readString(Path.of("docs", "kubernetes", file)))) {
            documents.add(new ObjectMapper().valueToTree(document));
        }
        return documents;
    }

    private static JsonNode document(String file, String kind) throws IOException {
        return documents(file).stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode container(JsonNode workload) {
        return workload.at("/spec/template/spec/containers/0");
    }

    private static List<String> arguments(JsonNode workload) {
        List<String> arguments = new ArrayList<>();
        container(workload)
                .path("args")
                .forEach(argument -> arguments.add(argument.asText().replace("$(POD_IP)", "10.0.0.7")));
        return arguments;
    }

    /** The number of the container's port of this name. */
    private static int port(JsonNode workload, String name) {
        for (JsonNode port : container(workload).path("ports")) {
            if (port.path("name").asText().equals(name)) {
                return port.path("containerPort").asInt();
            }
        }
        throw new AssertionError("no port is called " + name);
    }

    @ParameterizedTest
    @CsvSource({"controller.yaml, StatefulSet", "engines.yaml, Deployment"})
    void shouldStartCommandsThatAreUnderstood(String file, String kind) throws Exception {
        JsonNode workload = document(file, kind);
        List<String> arguments = arguments(workload);

        RootCommand.commandLine(arguments.toArray(String[]::new)).parseArgs(arguments.toArray(String[]::new));

        assertThat(arguments.get(arguments.indexOf("--port") + 1)).isEqualTo(String.valueOf(port(workload, "stoker")));
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals("-D")) {
                String[] setting = arguments.get(i + 1).split("=", 2);
                settings.put(setting[0], setting[1]);
            }
        }
        WireConfig.load(settings);
    }

    @Test
    void shouldLetEnginesFindThePodsOfTheController() throws Exception {
        JsonNode controller = document("controller.yaml", "StatefulSet");
        String service = DEFAULTS.getString("stoker.bootstrap.service-name");

        assertThat(controller.at("/spec/template/metadata/labels/app").asText()).isEqualTo(service);
        assertThat(controller.at("/spec/selector/matchLabels/app").asText()).isEqualTo(service);
        assertThat(document("controller.yaml", "Service")
                        .at("/spec/selector/app")
                        .asText())
                .isEqualTo(service);
        assertThat(port(controller, DEFAULTS.getString("stoker.bootstrap.port-name")))
                .isEqualTo(10113);
        assertThat(arguments(document("engines.yaml", "Deployment")))
                .contains("stoker.bootstrap.method=kubernetes-api");
    }

    @Test
    void shouldAllowEnginesToListPodsAndNobodyAnythingElse() throws Exception {
        JsonNode account = document("rbac.yaml", "ServiceAccount").at("/metadata/name");
        JsonNode role = document("rbac.yaml", "Role");
        JsonNode binding = document("rbac.yaml", "RoleBinding");

        assertThat(role.path("rules"))
                .singleElement()
                .hasToString("{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"list\"]}");
        assertThat(binding.at("/roleRef/name")).isEqualTo(role.at("/metadata/name"));
        assertThat(binding.at("/subjects/0/name")).isEqualTo(account);
        assertThat(document("engines.yaml", "Deployment").at("/spec/template/spec/serviceAccountName"))
                .isEqualTo(account);
        assertThat(document("controller.yaml", "StatefulSet").at("/spec/template/spec/automountServiceAccountToken"))
                .hasToString("false");
    }

    @Test
    void shouldGiveEnginesTheJoinFileOfTheirSecret() throws Exception {
        JsonNode engines = document("engines.yaml", "Deployment");
        List<String> arguments = arguments(engines);
        List<String> copy = new ArrayList<>();
        engines.at("/spec/template/spec/initContainers/0/command").forEach(word -> copy.add(word.asText()));

        assertThat(copy).startsWith("install", "-m", "600").endsWith(arguments.get(arguments.indexOf("--join") + 1));
        assertThat(Files.readString(Path.of("docs", "kubernetes.md")))
                .contains("create secret generic "
                        + engines.at("/spec/template/spec/volumes/0/secret/secretName")
                                .asText()
                        + " --from-file=engine.join");
    }
}
