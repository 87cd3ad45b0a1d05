package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In JVMs with so little metaspace that the classes of some 1,000 sources fill it. */
@Timeout(600)
class ClassLeakIT {
    private record Ended(int status, String output) {}

    @Test
    void twiceAsManySourcesFitAsTheirClassesWould() throws Exception {
        Ended kernel = run("kernel", 1_600);
        assertThat(kernel.output()).isEmpty();
        assertThat(kernel.status()).isZero();
    }

    @Test
    void theSameSourcesFillMetaspaceWhenAPlainShellRunsThem() throws Exception {
        Ended shell = run("shell", 1_600);
        assertThat(shell.output()).contains("OutOfMemoryError: Metaspace");
        assertThat(shell.status()).isNotZero();
    }

    private static Ended run(String how, int count) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:SoftRefLRUPolicyMSPerMB=0",
                        "-XX:MaxMetaspaceSize=17m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyScripts.class.getName(),
                        how,
                        String.valueOf(count))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
