package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.wire.InstanceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeJvmTest {
    private static final GivenSettings SETTINGS =
            new GivenSettings(Map.of("a.b", "c d", "stoker.postgresql.password", "pa55word"), "");
    private static final ClusterOptions OPTIONS = new ClusterOptions(
            2, 1, new Listening("127.0.0.1", 1234, ""), 0, 0, "300m", "200m", EngineClassPath.NONE, SETTINGS);
    private static final InstanceKey INSTANCE = InstanceKey.random();

    @TempDir
    private Path home;

    @BeforeEach
    void installFlags() throws IOException {
        Path jvm = Files.createDirectories(home.resolve("conf/jvm"));
        try (Stream<Path> files = Files.list(Path.of("src/main/conf/jvm"))) {
            for (Path file : files.toList()) {
                Files.copy(file, jvm.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void shouldGiveTheControllerItsHeapAndItsPorts() {
        List<String> command = jvm(17, Optional.empty()).controller(1234, 0).line();

        assertThat(command)
                .startsWith("/bin/sh", "-c")
                .containsSequence("stoker", "/java")
                .containsSequence(flags("all.args", "tls.args", "node.args", "controller.args", "controller.json"))
                .contains("-Xmx200m")
                .doesNotContain("-Xmx300m");
        assertThat(command)
                .containsSubsequence(
                        "-cp",
                        home.resolve("lib/a.jar").toString(),
                        "io.stoker.cli.NodeMain",
                        "controller",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "1234",
                        "--advertise",
                        "",
                        "--management-port",
                        "0",
                        "--profile",
                        "p");
        assertThat(command).noneMatch(flag -> flag.contains("engine.args") || flag.contains("unsafe"));
    }

    @Test
    void shouldGiveAnEngineItsHeapAndItsController() {
        List<String> command = jvm(25, Optional.of(Path.of("/x.jsa")))
                .engines(2, 1, INSTANCE, new HostPort("127.0.0.1", 99))
                .line();

        assertThat(command)
                .containsSequence(flags("all.args", "tls.args", "node.args", "engine.args", "engine.json"))
                .contains(
                        "-Xmx300m",
                        "-XX:SharedArchiveFile=/x.jsa",
                        "-Xshare:auto",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED")
                .noneMatch(flag -> flag.contains("controller.args"));
        assertThat(command)
                .containsSubsequence("io.stoker.cli.NodeMain", "engine", "--controller", "127.0.0.1:99", "-n", "1");
    }

    @Test
    void shouldPutTheUsersJarsBehindStokersOwnForEnginesOnly() {
        EngineClassPath classPath = new EngineClassPath(List.of("/app.jar", "/lib/*"));
        ClusterOptions options = new ClusterOptions(
                2, 1, new Listening("127.0.0.1", 1234, ""), 0, 0, "300m", "200m", classPath, SETTINGS);
        NodeJvm jvm = jvm(17, Optional.empty(), options);
        String own = home.resolve("lib/a.jar").toString();

        assertThat(jvm.engines(2, 1, INSTANCE, new HostPort("127.0.0.1", 99)).line())
                .containsSequence("-cp", own + ":/app.jar:/lib/*", "io.stoker.cli.NodeMain");
        assertThat(jvm.controller(1234, 0).line()).containsSequence("-cp", own, "io.stoker.cli.NodeMain");
        assertThat(options.arguments()).endsWith("--class-path", "/app.jar:/lib/*");
    }

    @Test
    void shouldRepeatTheOptionsForALauncherInTheBackground() {
        assertThat(OPTIONS.arguments())
                .containsExactly(
                        "-n",
                        "2",
                        "--per-node",
                        "1",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "1234",
                        "--advertise",
                        "",
                        "--engine-port",
                        "0",
                        "--management-port",
                        "0",
                        "--engine-heap",
                        "300m",
                        "--controller-heap",
                        "200m");
    }

    @Test
    void shouldPutNoSettingOnACommandLineAndNoPasswordIntoAnEngine() {
        NodeJvm jvm = jvm(17, Optional.empty());
        ChildCommand controller = jvm.controller(1234, 0);
        ChildCommand engine = jvm.engines(2, 1, INSTANCE, new HostPort("127.0.0.1", 99));

        assertThat(controller.settings()).isEqualTo(SETTINGS);
        assertThat(engine.settings().options())
                .containsOnly(Map.entry("a.b", "c d"), Map.entry("stoker.engine.preferred-id", "2"));
        assertThat(controller.line()).noneMatch(word -> word.contains("pa55word") || word.contains("a.b"));
        assertThat(engine.line()).noneMatch(word -> word.contains("a.b"));
    }

    @Test
    void shouldRefuseToStartNodesWithoutTheirFlags() throws IOException {
        Files.delete(home.resolve("conf/jvm/engine.args"));

        assertThatThrownBy(() -> jvm(17, Optional.empty()))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("there is no " + home.resolve("conf/jvm/engine.args") + ", which has flags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"controller.json", "engine.json"})
    void shouldHaveFlagsThatThisJavaKnows(String directives) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(JavaRuntime.current().java().toString()));
        command.addAll(
                List.of(flags("all.args", "tls.args", "node.args", "controller.args", "engine.args", directives)));
        command.addAll(List.of("-Xmx64m", "-XX:+PrintFlagsFinal", "-version"));

        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("compiler directives added")
                .containsPattern("UseSerialGC +=  *true")
                .containsPattern("ExitOnOutOfMemoryError +=  *true")
                .containsPattern("SoftRefLRUPolicyMSPerMB +=  *0 ")
                .containsPattern("LoopStripMiningIter +=  *1000 ");
        assertThat(java.waitFor()).isZero();
    }

    private String[] flags(String... files) {
        return Arrays.stream(files)
                .map(file -> (file.endsWith(".json") ? "-XX:CompilerDirectivesFile=" : "@")
                        + home.resolve("conf/jvm").resolve(file))
                .toArray(String[]::new);
    }

    private NodeJvm jvm(int feature, Optional<Path> archive) {
        return jvm(feature, archive, OPTIONS);
    }

    private NodeJvm jvm(int feature, Optional<Path> archive, ClusterOptions options) {
        JavaRuntime java = new JavaRuntime(
                Path.of("/java"), feature, home.resolve("lib/a.jar").toString(), archive);
        return new NodeJvm(java, new Profile(Path.of("/home"), "p"), options);
    }
}
