package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.api.AbortedDocument;
import io.stoker.api.AttemptDocument;
import io.stoker.api.CountsDocument;
import io.stoker.api.DrainDocument;
import io.stoker.api.EngineDocument;
import io.stoker.api.EnginesDocument;
import io.stoker.api.ExecutionDocument;
import io.stoker.api.ExplanationDocument;
import io.stoker.api.FailureDocument;
import io.stoker.api.HistoryDocument;
import io.stoker.api.Json;
import io.stoker.api.ProblemDocument;
import io.stoker.api.QueryDocument;
import io.stoker.api.ResultDocument;
import io.stoker.api.RetriedDocument;
import io.stoker.api.StatusDocument;
import io.stoker.api.SubmittedDocument;
import io.stoker.api.SubmitterDocument;
import io.stoker.api.TaskDocument;
import io.stoker.api.TasksDocument;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.Query;
import io.stoker.task.StokerEvent;
import io.stoker.task.TaskState;
import io.stoker.wire.WireConfig;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description for programs says what there is, all of it and nothing else. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final JsonNode DOCUMENT = Json.read(OpenApi.document());

    private static List<ApiRoute> routes() {
        try (HttpApi api = new HttpApi(HttpSettings.from(WireConfig.load(Map.of())), "1")) {
            return api.routes();
        }
    }

    private static String name(ApiRoute route) {
        return route.method() + " " + route.path();
    }

    private static Map<String, JsonNode> operations() {
        return DOCUMENT.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(field -> METHODS.contains(field.getKey()))
                        .map(operation -> Map.entry(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void shouldDescribeTheRoutesThatThereAre() {
        assertThat(DOCUMENT.get("openapi").textValue()).startsWith("3.1.");
        assertThat(DOCUMENT.at("/servers/0/url").textValue()).isEqualTo(ApiRoute.ROOT);
        assertThat(operations().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        routes().stream().map(OpenApiTest::name).toList());
    }

    @Test
    void shouldNameTheCapabilityAndTheParametersOfEachRoute() {
        for (ApiRoute route : routes()) {
            JsonNode operation = operations().get(name(route));
            Set<String> query = new HashSet<>();
            Set<String> path = new HashSet<>();
            for (JsonNode parameter : operation.path("parameters")) {
                String in = parameter.get("in").textValue();
                (in.equals("query") ? query : in.equals("path") ? path : new HashSet<String>())
                        .add(parameter.get("name").textValue());
            }

            assertThat(operation.get("x-capability").textValue())
                    .as(name(route))
                    .isEqualTo(route.needed().word());
            assertThat(operation.get("description").textValue())
                    .contains("'" + route.needed().word() + "'");
            assertThat(query).as(name(route)).isEqualTo(route.query());
            assertThat(path).as(name(route)).isEqualTo(route.path().contains("{id}") ? Set.of("id") : Set.of());
        }
    }

    @Test
    void shouldHaveAllThatItRefersTo() {
        List<String> references = new ArrayList<>();
        collect(DOCUMENT, references);

        assertThat(references)
                .hasSizeGreaterThan(20)
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        assertThat(DOCUMENT.at("/components/schemas").properties())
                .allSatisfy(schema -> assertThat(references).contains("#/components/schemas/" + schema.getKey()));
    }

    private static void collect(JsonNode node, List<String> references) {
        JsonNode reference = node.get("$ref");
        if (reference != null) {
            references.add(reference.textValue());
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void shouldDescribeTheComponentsOfEachDocument() {
        Map.of(
                        "Submitter", SubmitterDocument.class,
                        "TaskList", TasksDocument.class,
                        "Explanation", ExplanationDocument.class,
                        "RunningAttempt", ExplanationDocument.Running.class,
                        "End", ExplanationDocument.End.class,
                        "Status", StatusDocument.class,
                        "Ledger", StatusDocument.Ledger.class)
                .forEach((schema, type) ->
                        assertThat(properties(schema)).as(schema).isEqualTo(components(type)));
        Map.of(
                        "Submitted", SubmittedDocument.class,
                        "TaskStatus", TaskDocument.class,
                        "Attempt", AttemptDocument.class,
                        "History", HistoryDocument.class,
                        "Failure", FailureDocument.class,
                        "Result", ResultDocument.class,
                        "Counts", CountsDocument.class,
                        "Engine", EngineDocument.class,
                        "Execution", ExecutionDocument.class,
                        "Problem", ProblemDocument.class)
                .forEach((schema, type) ->
                        assertThat(properties(schema)).as(schema).isEqualTo(components(type)));
        assertThat(DOCUMENT.at("/components/schemas/EventKind/enum"))
                .extracting(JsonNode::textValue)
                .containsExactlyElementsOf(
                        Stream.of(EventKind.values()).map(EventKind::word).toList());
        assertThat(properties("Engines")).isEqualTo(components(EnginesDocument.class));
        assertThat(properties("Drain")).isEqualTo(components(DrainDocument.class));
        assertThat(properties("Aborted")).isEqualTo(components(AbortedDocument.class));
        assertThat(properties("Retried")).isEqualTo(components(RetriedDocument.class));
        assertThat(properties("Edit")).isEqualTo(new TreeSet<>(TaskReader.FIELDS));
        assertThat(properties("RetryAll")).isEqualTo(with(QueryDocument.FIELDS, "all", "after"));
        assertThat(properties("AbortAll")).isEqualTo(with(QueryDocument.FIELDS, "all", "after", "mode"));
        assertThat(properties("Task")).isEqualTo(new TreeSet<>(TaskReader.FIELDS));
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(List.of(more));
        return all;
    }

    private static Set<String> properties(String schema) {
        Set<String> names = new TreeSet<>();
        DOCUMENT.at("/components/schemas/" + schema + "/properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    private static Set<String> components(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldDescribeWhatEventsHave() {
        EventId id = new EventId(812, 3);
        EventText text = new EventText();
        text.add(new StokerEvent(
                id, 0, EventKind.ENDED, 7, 7, 1, 2, 3, null, TaskState.FAILED, "why", "name", Map.of("k", "v")));
        text.add(new StokerEvent(id, 0, EventKind.REMOVED, 7, 9, 2, 0, -1, null, null, null, null, Map.of()));
        text.add(new StokerEvent(id, 0, EventKind.ENGINE_LOST, -1, -1, 0, 0, 3, "e", null, "why", null, Map.of()));
        Set<String> written = new TreeSet<>();
        new String(text.bytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Json.read(line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8)))
                .forEach(event -> event.fieldNames().forEachRemaining(written::add));

        assertThat(properties("Event")).isEqualTo(written);
    }

    @Test
    void shouldListTheWordsOfEachKind() {
        assertThat(words("/components/schemas/QueryState")).isEqualTo(words(Query.State.values()));
        assertThat(words("/components/schemas/TaskState")).isEqualTo(words(TaskState.values()));
        assertThat(words("/components/schemas/Attempt/properties/outcome")).isEqualTo(words(Outcome.values()));
        assertThat(words("/components/schemas/Failure/properties/kind")).isEqualTo(words(Failure.Kind.values()));
    }

    private static Set<String> words(String place) {
        Set<String> words = new TreeSet<>();
        DOCUMENT.at(place).get("enum").forEach(word -> words.add(word.textValue()));
        return words;
    }

    private static Set<String> words(Enum<?>[] values) {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldBeExplainedForPeopleRouteByRoute() throws Exception {
        String page = Files.readString(Path.of("docs", "http.md"));

        assertThat(routes())
                .allSatisfy(route ->
                        assertThat(page).contains("`" + route.method() + " " + ApiRoute.ROOT + route.path() + "`"));
    }
}
