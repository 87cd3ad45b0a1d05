package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever types what the README and the page about HTTP show gets what they show. */
class CurlTranscriptIT {
    private static final int ENGINES = 2;
    private static final Pattern BLOCK = Pattern.compile("```(sh|console)\\n(.*?)```", Pattern.DOTALL);

    /** What is different each time and on each machine, and what stands in its place; in this order. */
    private static final Map<Pattern, String> DIFFERENT = different(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+(\\.[0-9]+)?Z", "TIME",
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID",
            "127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT",
            "\"(seconds|uptimeSeconds|commitSeconds|pid|engine|number)\":[0-9.E-]+", "\"$1\":N",
            "\"(host|user|identity|version|java|kind|place|next)\":\"[^\"]*\"", "\"$1\":\"TEXT\"",
            "\"properties\":\\{[^}]*}", "\"properties\":{}",
            "\\b([0-9]+ min )?[0-9]+(\\.[0-9]+)? s\\b", "N s",
            "\\bengine [0-9]+", "engine N");

    @TempDir
    private Path home;

    /** A command, and what it answers. */
    private record Step(String command, String answer) {
        /** Whether asking twice is as good as asking once. */
        boolean isLook() {
            return !command.contains(" -d ") && !command.contains(" -X ");
        }

        boolean isSetting() {
            return command.matches("[A-Z]+=.*");
        }
    }

    private static Map<Pattern, String> different(String... pairs) {
        Map<Pattern, String> all = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(Pattern.compile(pairs[i]), pairs[i + 1]);
        }
        return all;
    }

    private static String alike(String text) {
        String alike = text;
        for (Map.Entry<Pattern, String> one : DIFFERENT.entrySet()) {
            alike = one.getKey().matcher(alike).replaceAll(one.getValue());
        }
        return alike;
    }

    @Test
    void shouldAnswerWhatTheReadmeShows() throws Exception {
        assertThat(compare(Path.of("README.md"))).isGreaterThan(5);
    }

    @Test
    void shouldAnswerWhatThePageAboutHttpShows() throws Exception {
        assertThat(compare(Path.of("docs", "http.md"))).isGreaterThan(30);
    }

    /** @return how many answers were compared */
    private int compare(Path document) throws Exception {
        for (String program : List.of("bash", "curl")) {
            assumeThat(isThere(program)).as(program).isTrue();
        }
        Path profile = Files.createDirectories(home.resolve(".stoker").resolve("default"));
        try (ApiCluster cluster = new ApiCluster(profile, ENGINES)) {
            cluster.awaitEngines();
            String port = String.valueOf(cluster.controller().managementPort());
            StringBuilder before = new StringBuilder();
            int compared = 0;
            for (Step step : steps(Files.readString(document))) {
                if (step.isSetting()) {
                    before.append(step.command().replace("8558", port)).append('\n');
                } else {
                    compare(before.toString(), step);
                    compared++;
                }
            }
            return compared;
        }
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static List<Step> steps(String document) {
        List<Step> steps = new ArrayList<>();
        BLOCK.matcher(document).results().forEach(block -> {
            if (block.group(1).equals("console")) {
                for (String step : block.group(2).substring(2).split("\n\\$ ")) {
                    String[] parts = step.split("\n", 2);
                    steps.add(new Step(parts[0], parts.length < 2 ? "" : parts[1].strip()));
                }
            } else {
                block.group(2)
                        .lines()
                        .map(line -> new Step(line, ""))
                        .filter(Step::isSetting)
                        .forEach(steps::add);
            }
        });
        return steps;
    }

    /** What only looks may be answered earlier than the person who has written the document has asked. */
    private void compare(String before, Step step) throws Exception {
        if (step.isLook()) {
            await().untilAsserted(() -> compareOnce(before, step));
        } else {
            compareOnce(before, step);
        }
    }

    private void compareOnce(String before, Step step) throws Exception {
        assertThat(alike(answer(before + step.command()))).as(step.command()).isEqualTo(alike(step.answer()));
    }

    private String answer(String commands) throws IOException, InterruptedException {
        Path answer = home.resolve("answer");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", commands)
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        bash.environment().put("HOME", home.toString());
        assertThat(bash.start().waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(answer).strip();
    }
}
