package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.wire.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class NodeLifetimeTest {

    /** A node in which a task has left a shutdown hook that never ends. */
    static final class Stubborn {
        private Stubborn() {}

        public static void main(String[] args) {
            NodeLifetime lifetime = NodeLifetime.start(Duration.ofMillis(200));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> new CompletableFuture<>().join()));
            System.out.println("ready");
            lifetime.await();
            lifetime.closed();
        }
    }

    @Test
    void shouldHaltANodeThatWasToldToEndAndHasAHookThatDoesNot() throws Exception {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stubborn.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(node.inputReader().readLine()).isEqualTo("ready");

            node.destroy();

            assertThat(node.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(node.exitValue()).isEqualTo(ExitCode.HALTED.number());
        } finally {
            node.destroyForcibly();
        }
    }
}
