package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stoker.node.ConnectionInfo;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Role;
import io.stoker.trust.authority.Authority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an administrator hears of each mistake, and what another user of the machine gets: one cluster for all. */
@Timeout(900)
class MistakesIT {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String GIVEN_UP = "because of the certificate of this process";
    private static final String NO_TLS = "refused a connection: the other end does not speak TLS";

    private static RealCluster cluster;
    private static ConnectionInfo connection;
    private static int processes;

    @BeforeAll
    static void start() throws IOException {
        cluster = new RealCluster();
        Files.setPosixFilePermissions(cluster.home(), PosixFilePermissions.fromString("rwxr-xr-x"));
        begin("cluster", "-n", "1", "--port", "0", "--management-port", "0");
        connection = cluster.connection();
        await().atMost(SOON).until(() -> audit().contains("\"registered\""));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aFileOfAnotherClusterIsRefusedWhichBothEndsSayAndTheControllerOnce() throws Exception {
        KeyFolder foreign = new KeyFolder(cluster.home().resolve("foreign"));
        Path file = joinFile(foreign, "foreign", Role.ENGINE, InstantSource.system());
        Run engine = begin("engine", "--join", file.toString());

        await().atMost(SOON).until(() -> engine.said().contains("is from another authority"));
        await().atMost(SOON).until(() -> controllerLog().contains(GIVEN_UP));
        assertThat(count(controllerLog(), GIVEN_UP)).isEqualTo(1);
        engine.process().destroy();
    }

    @Test
    void aFileThatIsRevokedPutsItsEngineOutWhichBothEndsSay() throws Exception {
        Path file = cluster.home().resolve("lab.join");
        String made = begin("join-token", "--role", "engine", "--out", file.toString())
                .toEnd(0);
        String serial = find(made, "revoke ([0-9a-f]+)").group(1);
        Run engine = begin("engine", "--join", file.toString());
        await().atMost(SOON).until(() -> count(audit(), "\"registered\"[^\n]*\"serial\":\"" + serial) > 0);

        begin("revoke", serial, "--reason", "laptop lost").toEnd(0);

        await().atMost(SOON).until(() -> controllerLog().contains("engine lab (serial " + serial + ")"));
        await().atMost(SOON).until(() -> count(audit(), "\"excluded\"[^\n]*\"serial\":\"" + serial) > 0);
        await().atMost(SOON).until(() -> engine.said().contains("revoked"));
        assertThat(audit())
                .containsPattern("\"issued\",\"command\":\"join-token\",\"certificate\":\"" + serial
                        + "\",\"expires\":\"[^\"]+\",\"for\":\"engine lab\"")
                .contains("\"revoked\",\"command\":\"revoke\",\"certificate\":\"" + serial
                        + "\",\"for\":\"engine lab\",\"reason\":\"laptop lost\"");
        engine.process().destroy();
    }

    @Test
    void aFileThatCannotBeUsedIsRefusedBeforeAnythingStarts() throws Exception {
        KeyFolder own = new KeyFolder(cluster.home().resolve("default/keys"));
        Instant then = Instant.now().minus(DAY.multipliedBy(40));
        Path expired = joinFile(own, "old", Role.ENGINE, InstantSource.fixed(then));

        assertThat(refused("engine", "--join", expired.toString())).contains("which has expired on ");
    }

    @Test
    void aFolderOfKeysThatOthersCanUseStopsTheStart() throws Exception {
        Path open = Files.createDirectories(cluster.home().resolve("open/keys"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(refused("--profile", "open", "cluster", "-n", "0", "--port", "0", "--management-port", "0"))
                .contains("type: chmod 700 " + open);
    }

    @Test
    void aSecondProfileOnTheSamePortIsRefused() throws Exception {
        String port = Integer.toString(connection.port());

        assertThat(refused("--profile", "second", "cluster", "-n", "0", "--port", port, "--management-port", "0"))
                .contains(port, "--port");
    }

    @Test
    void anotherUserReadsNothingAndGetsNothingFromAnyPort() throws Exception {
        assumeTrue(asAnother("id -u").equals("65534\n"), "not root, or no setpriv");
        Path profile = cluster.home().resolve("default");
        for (String path : List.of("keys/authority.key", "keys/client.pem", "tokens/operate", "audit.log", "ledger")) {
            assertThat(profile.resolve(path)).exists();
            assertThat(asAnother("cat '" + profile.resolve(path) + "' 2>&1; ls '" + profile.resolve(path) + "' 2>&1"))
                    .as(path)
                    .isNotEmpty()
                    .matches("(?s)(.*Permission denied\n)+");
        }
        String enginePort =
                find(audit(), "\"registered\"[^\n]*@127.0.0.1:(\\d+)").group(1);
        for (String port : List.of(Integer.toString(connection.port()), enginePort)) {
            String answer = asAnother("exec 3<>/dev/tcp/127.0.0.1/" + port
                    + "; printf 'AKKA\\001%0300d' 1 >&3; timeout 60 cat <&3 | head -c 1000");
            assertThat(answer.getBytes(StandardCharsets.UTF_8))
                    .as("answer of " + port)
                    .hasSizeLessThan(30);
        }
        await().atMost(SOON).until(() -> controllerLog().contains(NO_TLS));
        await().atMost(SOON)
                .until(() -> audit().contains("\"refused\",\"address\":\"unknown\","
                        + "\"reason\":\"the other end does not speak TLS\",\"wanted\":\"to connect\""));
        String http = asAnother("exec 3<>/dev/tcp/127.0.0.1/" + connection.managementPort()
                + "; printf 'GET /cluster/members HTTP/1.1\\r\\nHost: 127.0.0.1:" + connection.managementPort()
                + "\\r\\nConnection: close\\r\\n\\r\\n' >&3; cat <&3");
        assertThat(http).startsWith("HTTP/1.1 401").doesNotContain("members\":");
    }

    /** What it prints, run by the shell as a user who owns nothing here. */
    private static String asAnother(String script) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(
                            "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "bash", "-c", script)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return ""; // there is no setpriv
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        return said;
    }

    /** A process of Stoker and what it prints. */
    private record Run(Process process, int number) {
        /** On standard output and error, and in logs of its own. */
        String said() {
            return cluster.output(number) + ownLogs();
        }

        private static String ownLogs() {
            StringBuilder all = new StringBuilder();
            try (Stream<Path> logs = Files.list(cluster.home().resolve("default/logs"))) {
                for (Path log : logs.filter(each -> each.toString().matches(".*/engine-[0-9a-f-]{8,}.*"))
                        .toList()) {
                    all.append(Files.readString(log));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return all.toString();
        }

        String toEnd(int code) throws InterruptedException {
            assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said()).isEqualTo(code);
            return cluster.output(number);
        }
    }

    private static Run begin(String... command) {
        return new Run(cluster.start(command), processes++);
    }

    /** What a command says that cannot be done: one line. */
    private static String refused(String... command) throws InterruptedException {
        String said = begin(command).toEnd(1).strip();
        assertThat(said.lines().filter(line -> line.startsWith("stoker: ")))
                .as(said)
                .hasSize(1);
        assertThat(said).doesNotContain("\tat ");
        return said;
    }

    private static Path joinFile(KeyFolder keys, String id, Role role, InstantSource clock) throws IOException {
        Path file = cluster.home().resolve(id + ".join");
        List<String> addresses = new ArrayList<>(List.of("127.0.0.1:" + connection.port()));
        Files.writeString(
                file,
                Authority.open(keys, clock).joinFile(role, id, DAY, addresses).text());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static String controllerLog() {
        return cluster.log("controller");
    }

    private static String audit() {
        try {
            Path log = cluster.home().resolve("default/audit.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    private static MatchResult find(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow(() -> new AssertionError(text));
    }
}
