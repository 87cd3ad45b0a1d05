package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Attempt;
import io.stoker.task.Outcome;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody else's program in {@code src/it/client-app}, compiled apart, whose classes are on the class path of no
 * engine: its functions run there in every form, and to their ends whoever dies meanwhile.
 */
class ClientAppIT {
    private static final int ENGINES = 2;
    private static final Path SOURCES = Path.of("src/it/client-app");
    private static final int LEAST_CHECKS = 45;
    private static final Pattern FUNCTION = Pattern.compile("task (\\d+): Account\\[owner=attempt (\\d+),");

    @TempDir
    private static Path classes;

    private static RealCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;
    private static int started;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        cluster = new RealCluster();
        cluster.start("cluster", "-n", String.valueOf(ENGINES), "--port", "0", "--management-port", "0");
        compile();
        stoker = cluster.connect();
        tc = stoker.taskClient();
    }

    @AfterAll
    static void stop() {
        stoker.close();
        cluster.close();
    }

    @BeforeEach
    void allEnginesAreHere() {
        stoker.waitForEngines(ENGINES, SOON);
    }

    private static void compile() throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", RealCluster.classPath(), "--release", "17", "-proc:none", "-nowarn");
        try (StandardJavaFileManager manager = javac.getStandardFileManager(null, Locale.ROOT, null);
                Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(javac.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .isTrue();
        }
    }

    /** A run of the program. */
    private record Run(Process process, int number) {
        static Run of(String... arguments) {
            String[] all =
                    Stream.concat(Stream.of("acme.Main"), Stream.of(arguments)).toArray(String[]::new);
            return new Run(cluster.run(RealCluster.program(classes, all)), ++started);
        }

        String ended() throws InterruptedException {
            assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output()).isZero();
            return output();
        }

        String output() {
            return cluster.output(number);
        }
    }

    @Test
    void functionsOfEveryFormReturnAtAnEngineWhatTheyReturnInTheProgram() throws Exception {
        String output = Run.of("check").ended();

        assertThat(output).doesNotContain("WRONG").containsPattern("0 of \\d+ checks failed");
        assertThat(output.lines().filter(line -> line.startsWith("right: "))).hasSizeGreaterThan(LEAST_CHECKS);
    }

    @Test
    void aFunctionAndAMapSurviveTheDeathsOfAllEnginesAndThenOfTheController() throws Exception {
        Run run = Run.of("await", folder.toString());
        String one = said(run, "function");
        String other = said(run, "map");
        assertThat(one).isNotEqualTo(other);

        RealCluster.signal("KILL", process(one));
        RealCluster.signal("KILL", process(other));
        await().atMost(SOON)
                .until(() ->
                        !said(run, "function").equals(one) && !said(run, "map").equals(other));
        long controller = cluster.connection().pid();
        RealCluster.signal("KILL", process(String.valueOf(controller)));
        await().atMost(SOON).until(() -> cluster.connection().pid() != controller);
        Files.createFile(folder.resolve("go"));

        String output = run.ended();
        assertThat(output).contains("301 squares up to 90000").contains("301 of 301, 100 %");
        Matcher function = FUNCTION.matcher(output);
        assertThat(function.find()).as(output).isTrue();
        TaskResult result = tc.getTaskResult(Long.parseLong(function.group(1)), SOON);
        // An attempt that an engine gave back before it began has a number, and no entry.
        assertThat(result.attempts()).last().extracting(Attempt::number).isEqualTo(Integer.parseInt(function.group(2)));
        assertThat(result.attempts())
                .extracting(Attempt::outcome)
                .startsWith(Outcome.LOST)
                .endsWith(Outcome.SUCCEEDED)
                .containsOnlyOnce(Outcome.SUCCEEDED);
    }

    @Test
    void functionsRunAfterTheirProgramWasKilledAndAnotherClientHasTheirResults() throws Exception {
        Path go = folder.resolve("go");
        tc.runAll(Collections.nCopies(
                ENGINES, Task.of("while (!new File(go).exists()) sleep(20)").push("go", go.toString())));
        await().atMost(SOON).until(() -> stoker.engines().stream().allMatch(engine -> engine.held() > 0));
        Run run = Run.of("leave", folder.toString());
        String[] left = said(run, "left").split(" ");
        long first = Long.parseLong(left[0]);
        long last = first + Long.parseLong(left[1]);

        RealCluster.signal("KILL", run.process().toHandle());
        assertThat(run.process().waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(tc.peekTaskResult(first)).isEmpty();
        Files.createFile(go);

        for (long id = first + 1; id <= last; id++) {
            TaskResult result = tc.getTaskResult(id, SOON);
            assertThat(result.value()).isEqualTo("<Texts>left " + (id - first - 1));
            assertThat(result.source()).isEqualTo("lambda in acme.Patience.leave");
        }
        TaskResult account = tc.getTaskResult(first, SOON);
        account.raiseException();
        assertThatThrownBy(account::value).isInstanceOf(StokerException.class).hasMessageContaining("acme.Account");
    }

    /** What the program or a function of it has written into the folder. */
    private String said(Run run, String name) throws IOException {
        Path file = folder.resolve(name);
        await().atMost(SOON).until(() -> Files.exists(file) || !run.process().isAlive());
        assertThat(file).as(run.output()).exists();
        return Files.readString(file);
    }

    private static ProcessHandle process(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
