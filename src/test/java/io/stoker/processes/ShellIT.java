package io.stoker.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.node.ConnectionInfo;
import io.stoker.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The shell as a user meets it, with a cluster of one engine. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the founding session has the cluster's first task
class ShellIT {
    private static final int LAST = Integer.MAX_VALUE;

    private static RealCluster cluster;
    private static Process launcher;
    private static int processes;

    @BeforeAll
    static void start() {
        cluster = new RealCluster();
        launcher = start("cluster", "-n", "1", "--port", "0", "--management-port", "0");
        cluster.connection();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Of the tasks that nobody waits for any longer. */
    @AfterEach
    void freeTheEngine() {
        if (!launcher.isAlive()) {
            return;
        }
        try (Stoker stoker = cluster.connect()) {
            TaskClient tc = stoker.taskClient();
            for (long task : tc.queueStatus(true).ids().pending()) {
                tc.abort(task, TaskClient.AbortMode.INTERRUPT);
            }
        }
    }

    @Test
    @Order(1)
    void theFoundingSessionCanBeTyped() throws Exception {
        ConnectionInfo connection = cluster.connection();
        try (Tmux terminal = new Tmux(cluster.home(), RealCluster.command("shell"))) {
            terminal.awaitText("In [1]: ");
            terminal.type("import io.stoker.client.*");
            terminal.awaitText("In [2]: ");
            terminal.type("tc = client.TaskClient(['localhost'," + connection.port() + "])");
            terminal.awaitText("In [3]: ");
            terminal.type("t1 = client.Task('a=10')");
            terminal.awaitText("In [4]: ");
            terminal.type("tc.run(t1)");
            terminal.awaitText("Out[4]: 0\n");
            terminal.awaitText("In [5]: ");
            terminal.type("tc.get_task_result(0)");
            terminal.awaitText("Out[5]: TaskResult[ID:0]:{}\n");
            assertThat(terminal.screen()).doesNotContain("Out[2]", "Out[3]", "WARN", "INFO");
            theEnginesCanBeUsedDirectly(terminal);
            terminal.press("C-d");
            terminal.awaitText("ended with code 0");
        }
    }

    /** In the same session: a=10 is what the task has left on the engine. */
    private static void theEnginesCanBeUsedDirectly(Tmux terminal) throws IOException {
        Path end = cluster.home().resolve("end");
        terminal.type("%px println 'on ' + id; a * 2");
        terminal.awaitMatch("Parallel execution on engines: \\[0]\n\\[0:stdout] on 0\n<Results List>\n"
                + "\\[0] In \\[\\d]: println 'on ' \\+ id; a \\* 2\n\\[0] Out\\[\\d]: 20\n");
        terminal.awaitText("In [7]: ");
        terminal.type("%autopx");
        terminal.awaitText("Auto Parallel Enabled\nType %autopx to disable\n");
        terminal.awaitText("In [8] px: ");
        terminal.type("b = a + 1");
        terminal.awaitText("In [9] px: ");
        terminal.type("%autopx");
        terminal.awaitText("Auto Parallel Disabled\n");
        terminal.awaitText("In [10]: ");
        terminal.type("mec['b']");
        terminal.awaitText("Out[10]: [11]\n");
        terminal.awaitText("In [11]: ");
        terminal.type("%px println 'it runs'; while (!new File('" + end + "').exists()) sleep(20)");
        terminal.awaitText("[0:stdout] it runs\n");
        terminal.press("C-c");
        terminal.awaitText("no longer waiting; the call continues on engines [0]");
        terminal.awaitText("In [12]: ");
        Files.createFile(end);
        terminal.typePart("%au");
        terminal.press("Tab");
        terminal.awaitText("In [12]: %autopx");
        terminal.press("C-u");
    }

    /** With the history of the session before it. */
    @Test
    @Order(2)
    void aTerminalIsATerminal() {
        try (Tmux terminal = new Tmux(cluster.home(), RealCluster.command("shell"))) {
            terminal.awaitText("In [1]: ");
            terminal.press("Up", "Up");
            terminal.awaitText("In [1]: mec['b']");
            terminal.press("C-u");
            terminal.type("for (i in 1..2) {");
            terminal.awaitText("   ...: ");
            terminal.type("println 'line ' + i }");
            terminal.awaitText("line 1\nline 2\n");
            terminal.awaitText("In [2]: ");
            terminal.type("println 'it waits'; tc.get_task_result(tc.run(client.Task('sleep(100_000)')))");
            terminal.awaitText("\nit waits\n");
            terminal.press("C-c");
            terminal.awaitText("interrupted\n");
            terminal.awaitText("In [3]: ");
            terminal.typePart("nonsense");
            terminal.awaitText("In [3]: nonsense");
            terminal.press("C-c");
            terminal.awaitMatch("In \\[3]: nonsense\\s+In \\[3]: ");
            terminal.type("1 + In.size()");
            terminal.awaitText("Out[3]: 5\n");
            terminal.awaitText("In [4]: ");
            terminal.typePart("tc.queue_st");
            terminal.press("Tab");
            terminal.awaitText("tc.queue_status");
            terminal.press("C-u");
            terminal.type("exit");
            terminal.awaitText("ended with code 0");
        }
    }

    @Test
    @Order(3)
    void aScriptRunsUpToItsFirstError() throws Exception {
        String source = "t = client.Task('c = a * b', push: [a: 6, b: 7], pull: 'c')\n"
                + "println tc.get_task_result(tc.run(t))\n1 / 0\nprintln 'never'\n";
        String printed = "TaskResult[ID:%d]:{'c': 42}\nArithmeticException: Division by zero\n  at script, line 3\n";
        Path file = Files.writeString(cluster.home().resolve("sweep.groovy"), source);
        int next = tasks();

        assertThat(finish("shell", file.toString())).isEqualTo(1);
        assertThat(said()).isEqualTo(printed.formatted(next));
        assertThat(finish(source, "shell")).isEqualTo(1);
        assertThat(said()).isEqualTo(printed.formatted(next + 1));

        assertThat(finish(
                        "shell",
                        cluster.connection().controller().toString(),
                        "-c",
                        "total = tc.queue_status().total()\n    % 5\nprintln total\n%px println 17"))
                .isZero();
        assertThat(said())
                .matches((next + 2) % 5 + "\nParallel execution on engines: \\[0]\n\\[0:stdout] 17\n<Results List>\n"
                        + "\\[0] In \\[\\d]: println 17\n");
    }

    @Test
    @Order(LAST)
    void stoppingAClusterKillsNobody() throws Exception {
        LeftProcess left;
        try (Stoker stoker = cluster.connect()) {
            // Standard input belongs to the launcher: a task finds it at its end, and takes nothing of it.
            Task reader = Task.of("read = System.in.read()\n"
                            + "child = new ProcessBuilder('cat').inheritIO().start().waitFor()")
                    .pull("read", "child");
            assertThat(stoker.taskClient()
                            .getTaskResult(stoker.taskClient().run(reader), RealCluster.SOON)
                            .results())
                    .isEqualTo(Map.of("read", -1, "child", 0));
            left = LeftProcess.by(stoker);
        }

        launcher.destroy();

        assertThat(launcher.waitFor(5, TimeUnit.MINUTES)).isTrue();
        left.assertEnded();
        assertThat(cluster.output(0))
                .contains("Stopped: all processes have ended.")
                .doesNotContain("killing");
    }

    /** How many the cluster has had. */
    private static int tasks() {
        try (Stoker stoker = cluster.connect()) {
            return (int) stoker.taskClient().queueStatus().total();
        }
    }

    private static Process start(String... arguments) {
        processes++;
        return cluster.start(arguments);
    }

    private int finish(String... arguments) throws Exception {
        return arguments[0].contains("\n") ? finish(arguments[0], rest(arguments)) : finish("", List.of(arguments));
    }

    private static List<String> rest(String[] arguments) {
        return new ArrayList<>(List.of(arguments)).subList(1, arguments.length);
    }

    private int finish(String input, List<String> arguments) throws IOException, InterruptedException {
        Process process = start(arguments.toArray(String[]::new));
        process.getOutputStream().write(input.getBytes());
        process.getOutputStream().close();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** By the process that was started last. */
    private String said() {
        return cluster.output(processes - 1);
    }
}
