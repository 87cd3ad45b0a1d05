package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NodeJvmTest {
    private static final GivenSettings SETTINGS =
            new GivenSettings(Map.of("a.b", "c d", "stoker.postgresql.password", "pa55word"), "");
    private static final ClusterOptions OPTIONS = new ClusterOptions(2, 1234, 0, "300m", "200m", SETTINGS);
    private static final UUID INSTANCE = UUID.randomUUID();

    @Test
    void shouldGiveTheControllerItsHeapAndItsPorts() {
        List<String> command = jvm(17, Optional.empty()).controller(1234, 0).line();

        assertThat(command)
                .startsWith("/bin/sh", "-c")
                .containsSequence("stoker", "/java")
                .contains("-Xmx200m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .doesNotContain("-Xmx300m");
        assertThat(command)
                .containsSubsequence(
                        "-cp",
                        "/lib/a.jar",
                        "io.stoker.cli.Main",
                        "--profile",
                        "p",
                        "controller",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "1234",
                        "--management-port",
                        "0",
                        "--parent-watch");
        assertThat(command).noneMatch(flag -> flag.contains("MaxMetaspaceSize") || flag.contains("unsafe"));
    }

    @Test
    void shouldGiveAnEngineItsHeapAndItsController() {
        List<String> command = jvm(25, Optional.of(Path.of("/x.jsa")))
                .engine(INSTANCE, new HostPort("127.0.0.1", 99))
                .line();

        assertThat(command)
                .contains(
                        "-Xmx300m",
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:SoftRefLRUPolicyMSPerMB=0",
                        "-XX:SharedArchiveFile=/x.jsa",
                        "-Xshare:auto",
                        "--sun-misc-unsafe-memory-access=allow")
                .doesNotContain("-XX:+ExitOnOutOfMemoryError");
        assertThat(command)
                .containsSubsequence(
                        "io.stoker.cli.Main",
                        "engine",
                        "--controller",
                        "127.0.0.1:99",
                        "--instance",
                        INSTANCE.toString(),
                        "--parent-watch");
    }

    @Test
    void shouldRepeatTheOptionsForALauncherInTheBackground() {
        assertThat(OPTIONS.arguments())
                .containsExactly(
                        "-n",
                        "2",
                        "--port",
                        "1234",
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
        ChildCommand engine = jvm.engine(INSTANCE, new HostPort("127.0.0.1", 99));

        assertThat(controller.settings()).isEqualTo(SETTINGS);
        assertThat(engine.settings().options()).containsExactly(Map.entry("a.b", "c d"));
        assertThat(controller.line()).noneMatch(word -> word.contains("pa55word") || word.contains("a.b"));
        assertThat(engine.line()).noneMatch(word -> word.contains("a.b"));
    }

    private static NodeJvm jvm(int feature, Optional<Path> archive) {
        JavaRuntime java = new JavaRuntime(Path.of("/java"), feature, "/lib/a.jar", archive);
        return new NodeJvm(java, new Profile(Path.of("/home"), "p"), OPTIONS);
    }
}
