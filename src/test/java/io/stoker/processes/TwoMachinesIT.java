package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.trust.KeyFolder;
import io.stoker.trust.PrivateFiles;
import io.stoker.trust.Role;
import io.stoker.trust.authority.Authority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster on two machines, which join by files; what is behind a router says by which address it is reached. */
class TwoMachinesIT {
    /** In the source of the tasks, and nowhere else. */
    private static final String MARKER = "plaintext_on_the_way";

    /** A task, which the controller hands on, and calls, which the client makes to the engine without it. */
    private static final String WORK = "stoker.waitForEngines(1, java.time.Duration.ofMinutes(5));"
            + " println 'task ' + tc.getTaskResult(tc.run(io.stoker.task.Task.of('" + MARKER + " = 6 * 7; r = "
            + MARKER + "').pull('r'))).get('r'); mec.push('d', 30); println 'call ' + mec.pull('d');";

    @TempDir
    private Path files;

    private RoutedNetwork network;
    private RealCluster head;
    private RealCluster other;

    @BeforeEach
    void start() {
        network = new RoutedNetwork();
        head = new RealCluster();
        other = new RealCluster();
    }

    @AfterEach
    void stop() {
        if (other != null) {
            other.close();
            head.close();
        }
        if (network != null) {
            network.close();
        }
    }

    /** A file of the head's authority, as {@code stoker join-token} writes it. */
    private Path join(Role role, String address) {
        Path file = files.resolve(role.word() + ".join");
        return Files.exists(file) ? file : renewed(role, address);
    }

    /** As {@link #join}, in the place of the one before. */
    private Path renewed(Role role, String address) {
        Path file = files.resolve(role.word() + ".join");
        Authority authority =
                Authority.open(new KeyFolder(head.home().resolve("default/keys")), InstantSource.system());
        String text = authority
                .joinFile(role, "other", Duration.ofHours(2), List.of(address))
                .text();
        PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static List<String> engine(Path join, String... more) {
        List<String> command = new ArrayList<>(RealCluster.command("engine", "--join", join.toString()));
        command.addAll(List.of(more));
        return command;
    }

    private static List<String> client(Path join, String code, String... more) {
        List<String> command = new ArrayList<>(
                RealCluster.command("shell", "--join", join.toString(), "--connect-timeout", "5m", "-c", code));
        command.addAll(List.of(more));
        return command;
    }

    private static void assertWorks(RealCluster machine, List<String> client) throws InterruptedException {
        int number = machine.started();
        Process process = machine.run(client);
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertWorked(machine.output(number));
    }

    private static void assertWorked(String output) {
        assertThat(output).contains("task 42").containsPattern("call .*30");
    }

    @Test
    void anEngineAndAClientBehindARouterAreReachedWhereTheySayAndNothingIsLostWhenBothMachinesAreKilled()
            throws Exception {
        Path captured = files.resolve("captured");
        Process capture = new ProcessBuilder(network.router("tcpdump", "-i", "any", "-U", "-w", captured.toString()))
                .redirectErrorStream(true)
                .redirectOutput(files.resolve("tcpdump.txt").toFile())
                .start();
        await().atMost(SOON).until(() -> Files.exists(captured) || !capture.isAlive());
        List<String> controller = network.outer(RealCluster.command(
                "controller", "--host", RoutedNetwork.OUTER, "--port", "10113", "--management-port", "0"));
        Process first = head.run(controller);
        String address = head.connection().controller().toString();
        assertThat(address).isEqualTo(RoutedNetwork.OUTER + ":10113");
        List<String> engine = network.inner(
                engine(join(Role.ENGINE, address), "--port", "7001", "--advertise", RoutedNetwork.ROUTER + ":8001"));
        Process killed = other.run(engine);

        assertWorks(
                other,
                network.inner(client(
                        join(Role.CLIENT, address),
                        WORK,
                        "-Dstoker.client.port=7002",
                        "-Dstoker.client.advertise=" + RoutedNetwork.ROUTER + ":8002")));

        assertCommandsWork(join(Role.CLIENT, address));
        int number = head.started();
        Process all = head.run(network.outer(client(
                join(Role.CLIENT, address),
                WORK
                        + " ids = (1..80).collect { tc.run(io.stoker.task.Task.of('sleep(100); r = ' + it).pull('r')) };"
                        + " tc.getTaskResult(ids[0]); println 'one is done';"
                        + " println 'sum ' + ids.collect { tc.getTaskResult(it).get('r') }.sum()")));
        await().atMost(SOON).until(() -> head.output(number).contains("one is done"));
        capture.destroy();
        capture.waitFor();
        if (Files.exists(captured)) { // tcpdump may not be installed
            assertNothingToRead(captured);
        }

        renewed(Role.ENGINE, address);
        killed.destroyForcibly().waitFor();
        other.run(engine);
        first.destroyForcibly().waitFor();
        head.run(controller);

        assertThat(all.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertWorked(head.output(number));
        assertThat(head.output(number)).contains("sum " + 80 * 81 / 2);
    }

    /** Over HTTPS, from either machine. */
    private void assertCommandsWork(Path join) throws InterruptedException {
        String[] run = {"run", MARKER + " = 6 * 7; println " + MARKER, "--pull", MARKER, "--wait"};
        assertThat(output(head, network.outer(RealCluster.command(run)))).contains("42\n", MARKER + " = 42\n");
        List<String> there = List.of(
                "--url",
                "https://" + RoutedNetwork.OUTER + ":" + head.connection().managementPort(),
                "--token",
                head.home().resolve("default/tokens/submit").toString(),
                "--join",
                join.toString());
        List<String> command = new ArrayList<>(RealCluster.command(run));
        command.addAll(there);
        assertThat(output(other, network.inner(command))).contains("42\n", MARKER + " = 42\n");
        command = new ArrayList<>(RealCluster.command("tasks"));
        command.addAll(there.subList(0, 4));
        assertThat(output(other, network.inner(command)))
                .as("without the authority")
                .contains("PKIX", "name a join file of that cluster with --join");
    }

    private static String output(RealCluster machine, List<String> command) throws InterruptedException {
        int number = machine.started();
        Process process = machine.run(command);
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return machine.output(number);
    }

    private static void assertNothingToRead(Path captured) throws IOException {
        String bytes = Files.readString(captured, StandardCharsets.ISO_8859_1);
        assertThat(bytes.length()).isGreaterThan(20_000);
        assertThat(bytes.contains(MARKER)).isFalse();
        assertThat(bytes.contains("akka://stoker")).isFalse();
    }

    @Test
    void aControllerBehindARouterIsReachedWhereItSaysAlsoFromInside() throws Exception {
        head.run(network.inner(RealCluster.command(
                "controller",
                "--host",
                RoutedNetwork.INNER,
                "--port",
                "7000",
                "--advertise",
                RoutedNetwork.ROUTER + ":8000",
                "--management-port",
                "0")));
        String address = head.connection().controller().toString();
        assertThat(address).isEqualTo(RoutedNetwork.ROUTER + ":8000");
        other.run(network.outer(engine(join(Role.ENGINE, address))));

        assertWorks(
                head,
                network.inner(client(
                        join(Role.CLIENT, address),
                        WORK,
                        "-Dstoker.client.port=7002",
                        "-Dstoker.client.advertise=" + RoutedNetwork.ROUTER + ":8002")));
    }

    @Test
    void machinesFindEachOtherByAddressesOfVersionSix() throws Exception {
        String host = "[" + RoutedNetwork.OUTER_6 + "]";
        head.run(network.outer(RealCluster.command(
                "controller", "--host", "::", "--advertise", host, "--port", "10113", "--management-port", "0")));
        String address = head.connection().controller().toString();
        assertThat(address).isEqualTo(host + ":10113");
        other.run(network.inner(engine(join(Role.ENGINE, address))));

        assertWorks(other, network.inner(client(join(Role.CLIENT, address), WORK)));
        await().atMost(SOON).until(() -> head.output(0).contains("registered"));
    }
}
