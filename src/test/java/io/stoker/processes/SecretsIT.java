package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No secret is where others can read it, or where somebody may publish it, as a log. */
@Timeout(900)
class SecretsIT {
    private static final String PASSWORD = "planted-password-7Qx";
    private static final String WRONG_TOKEN = "planted-wrong-token-4Hd8sKq0Lz7Wn2Vb6Yt1Rg5Fj3Mc9Pa";
    private static final String PRELUDE = "planted_prelude_3Kd";
    private static final String SOURCE = "planted_source_9Zt";
    private static final String VALUE = "planted-value-5Wm";
    private static final String THROWN = "planted-message-2Rc";
    private static final Pattern HANDED = Pattern.compile("\"(secret|key)\":\"([^\"]{16,})\"");

    @Test
    void noSecretIsInCommandLinesEnvironmentsLogsOrTheConnectionFile() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        try (RealCluster cluster = new RealCluster();
                SecretScan scan = SecretScan.begin()) {
            scan.secret("the password", PASSWORD)
                    .secret("a token that somebody has sent", WRONG_TOKEN)
                    .content("the prelude", PRELUDE)
                    .content("source", SOURCE)
                    .content("a value", VALUE)
                    .content("what a task has thrown", THROWN);
            Path profile = start(cluster);
            try (Stoker stoker = cluster.connect()) {
                run(stoker);
            }
            askWithWrongToken(cluster);
            await().atMost(SOON)
                    .until(() -> Files.exists(profile.resolve("audit.log"))
                            && Files.readString(profile.resolve("audit.log"))
                                    .contains("\"reason\":\"its token is not valid\""));

            addKeys(scan, profile.resolve("keys"));
            addTokens(scan, profile.resolve("tokens"));
            addHandedOver(scan, cluster.home());
            assertThat(scan.programs()).contains("io.stoker.cli.Main", "io.stoker.cli.NodeMain");
            assertThat(scan.inProcesses()).isEmpty();
            assertThat(scan.inFiles(
                            cluster.home(),
                            profile.resolve("keys"),
                            profile.resolve("tokens"),
                            profile.resolve("ledger"),
                            profile.resolve("values"),
                            profile.resolve("stoker.conf"),
                            prelude(cluster),
                            handed(cluster.home())))
                    .isEmpty();
            assertThat(scan.secretsIn(profile.resolve("ledger"))).isEmpty();
            assertThat(scan.contentIn(profile.resolve("ledger")))
                    .as("what is found where it is")
                    .contains("source", "a value");
            assertThat(scan.secretsIn(profile)).as("what is found where it is").hasSizeGreaterThan(8);
        }
    }

    /** Whose controller and engine tell what they were handed over, and all of whose settings are in a file. */
    private static Path start(RealCluster cluster) throws IOException {
        Path profile = Files.createDirectories(cluster.home().resolve("default"));
        Files.writeString(profile.resolve("stoker.conf"), "stoker.postgresql.password = \"" + PASSWORD + "\"\n");
        Files.writeString(prelude(cluster), PRELUDE + " = 1\n");
        List<String> command = new ArrayList<>(RealCluster.command(
                "cluster", "-n", "1", "--port", "0", "--management-port", "0", "--prelude", "" + prelude(cluster)));
        command.add(1, "-Djava.home=" + javaThatTells(cluster.home()));
        cluster.run(command);
        return profile;
    }

    private static Path prelude(RealCluster cluster) {
        return cluster.home().resolve("prelude.groovy");
    }

    private static Path handed(Path home) {
        return home.resolve("handed-over");
    }

    /** A folder of Java whose program writes down what a launcher says to the processes that it starts. */
    private static Path javaThatTells(Path home) throws IOException {
        Path real = Path.of(System.getProperty("java.home"));
        Path folder = Files.createDirectories(home.resolve("java"));
        try (Stream<Path> entries = Files.list(real)) {
            for (Path entry : entries.filter(entry -> !entry.endsWith("bin")).toList()) {
                Files.createSymbolicLink(folder.resolve(entry.getFileName()), entry);
            }
        }
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(program, """
                #!/bin/bash
                if [[ -n ${STOKER_PARENT_INPUT:-} ]]; then exec 3< <(exec tee -a '%s' <&3); fi
                exec '%s' "$@"
                """.formatted(handed(home), real.resolve("bin/java")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    private static void run(Stoker stoker) {
        stoker.waitForEngines(1, SOON);
        TaskClient tc = stoker.taskClient();
        long fine = tc.run(
                Task.of(SOURCE + " = value; shown = value").push("value", VALUE).pull("shown"));
        long failing = tc.run(Task.of("throw new IllegalStateException('" + THROWN + "')"));
        long printing = tc.run(Task.of("println '" + VALUE + "'; " + PRELUDE + " + 1"));
        TaskResult result = tc.getTaskResult(fine, SOON);
        assertThat(result.get("shown")).isEqualTo(VALUE);
        assertThat(tc.getTaskResult(failing, SOON).failure()).isNotNull();
        assertThat(tc.getTaskResult(printing, SOON).stdout()).contains(VALUE);
    }

    private static void askWithWrongToken(RealCluster cluster) throws Exception {
        URI uri = URI.create("http://" + cluster.connection().management() + "/cluster/members");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(SOON)
                .header("Authorization", "Bearer " + WRONG_TOKEN)
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
    }

    private static void addKeys(SecretScan scan, Path keys) throws IOException {
        for (String name : List.of("authority.key", "controller.pem", "engine.pem", "client.pem", "operator.pem")) {
            scan.privateKey(keys.resolve(name));
        }
    }

    private static void addTokens(SecretScan scan, Path tokens) throws IOException {
        for (String name : List.of("read", "submit", "operate")) {
            scan.secret(
                    "the token " + name, Files.readString(tokens.resolve(name)).strip());
        }
    }

    /** The secrets of the launcher and keys of instances, which processes get on their standard input. */
    private static void addHandedOver(SecretScan scan, Path home) throws IOException {
        List<String> found = HANDED.matcher(Files.readString(handed(home)))
                .results()
                .map(each -> each.group(2))
                .toList();
        assertThat(found).hasSizeGreaterThanOrEqualTo(2);
        found.forEach(secret -> scan.secret("what was handed over", secret));
    }

    /** Java itself does not tell what is in a command line of more than 4 KiB. */
    @Test
    void aPasswordIsRefusedOnTheCommandLineHoweverLongThatIs() throws Exception {
        List<String> command = new ArrayList<>(RealCluster.command("controller", "--port", "0"));
        command.addAll(1, List.of("-Dpadding=" + "x".repeat(5_000), "-Dstoker.postgresql.password=sesame"));
        try (RealCluster cluster = new RealCluster()) {
            Process process = cluster.run(command);
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(cluster.output(0))
                    .contains("there is a password on the command line", "stoker.postgresql.password")
                    .doesNotContain("sesame");
        }
    }
}
