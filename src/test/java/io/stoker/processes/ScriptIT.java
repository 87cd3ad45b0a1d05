package io.stoker.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code scripts/stoker} adds to the command line. */
class ScriptIT {
    private static final String SCRIPT =
            Path.of("scripts/stoker").toAbsolutePath().toString();

    @Test
    void aNodeBehindAGlobalOptionHasTheFlagsOfANode() throws IOException {
        try (RealCluster cluster = new RealCluster()) {
            Process process = cluster.run(
                    List.of(SCRIPT, "--profile", "default", "controller", "--port", "0", "--management-port", "0"));
            cluster.connection();

            assertThat(CommandLines.of(process.toHandle()))
                    .anyMatch(flag -> flag.endsWith("/conf/jvm/node.args"))
                    .anyMatch(flag -> flag.endsWith("/conf/jvm/controller.args"))
                    .contains("-Xmx1g")
                    .doesNotContain("-XX:TieredStopAtLevel=1");
            assumeThat(Path.of("/proc/self/environ")).exists();
            assertThat(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "environ"))
                            .split("\0"))
                    .contains("MALLOC_ARENA_MAX=1");
        }
    }

    @Test
    void theScriptAndTheCommandKnowTheSameClassPath() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            for (List<String> command : List.of(
                    List.of(SCRIPT, "classpath"),
                    List.of(SCRIPT, "--verbose", "--profile", "test", "classpath"),
                    RealCluster.command("classpath"))) {
                assertThat(cluster.run(command).waitFor(5, TimeUnit.MINUTES)).isTrue();
            }
            assertThat(cluster.output(0).strip()).endsWith("/conf");
            assertThat(cluster.output(1)).isEqualTo(cluster.output(0));
            assertThat(entries(cluster.output(2))).containsExactlyInAnyOrder(entries(cluster.output(0)));
        }
    }

    @Test
    void aProgramOfTheUsersHasOurJarsBeforeItsOwnAndItsArguments(@TempDir Path folder) throws Exception {
        Path program = Files.writeString(folder.resolve("Show.java"), """
                public class Show {
                    public static void main(String[] args) throws Exception {
                        Class.forName("io.stoker.client.Stoker");
                        System.out.println(System.getProperty("java.class.path"));
                        System.out.println(String.join("|", args) + Show.class.getResource("/own.txt"));
                    }
                }
                """);
        Files.createFile(folder.resolve("own.txt"));
        try (RealCluster cluster = new RealCluster()) {
            assertThat(cluster.run(List.of(SCRIPT, "classpath")).waitFor(5, TimeUnit.MINUTES))
                    .isTrue();
            Process run = cluster.run(
                    List.of(SCRIPT, "java", "-Xmx64m", "-cp", folder.toString(), program.toString(), "--help", "a b"));
            assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
            String[] ours = entries(cluster.output(0));
            List<String> lines = cluster.output(1).lines().toList();
            assertThat(entries(lines.get(0)))
                    .startsWith(Arrays.copyOf(ours, ours.length - 1))
                    .endsWith(folder.toString(), ours[ours.length - 1]);
            assertThat(lines.get(1)).startsWith("--help|a b").endsWith("/own.txt");
        }
    }

    @Test
    void helpIsAskedForAndNotAnsweredByTheScript() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            assertThat(cluster.run(List.of(SCRIPT, "classpath", "--help")).waitFor(5, TimeUnit.MINUTES))
                    .isTrue();
            assertThat(cluster.output(0)).startsWith("Usage: stoker classpath");
        }
    }

    @Test
    void aClosedDescriptorIsAnEmptyInputAndAnOutputThatNobodyReads() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            for (String command :
                    List.of("shell <&-", "classpath >&-", "classpath 2>&- >&-", "classpath <&- >&- 2>&-")) {
                Process process = cluster.run(List.of("bash", "-c", "STOKER_CDS=off \"$0\" " + command, SCRIPT));
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).as(command).isZero();
            }
            assertThat(cluster.output(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ulimit -n 64, only 64 files, ulimit -n 4096",
        "ulimit -v 1000000, only 1000000 KiB of address space, ulimit -v unlimited"
    })
    void tooLowALimitIsSaidBeforeAnythingIsStarted(String limit, String said, String remedy) throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            Process process = cluster.run(List.of("bash", "-c", limit + "; \"$0\" cluster -n 1 --detach", SCRIPT));
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(cluster.output(0)).startsWith("stoker: " + said).contains(remedy);
        }
    }

    @Test
    void aJavaThatTellsNoVersionIsNamedWithTheRemedy(@TempDir Path folder) throws Exception {
        Path java = Files.writeString(
                folder.resolve("java"), "#!/bin/sh\necho 'Unable to locate a Java Runtime.'; exit 1\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        try (RealCluster cluster = new RealCluster()) {
            String line = "unset JAVA_HOME; PATH=\"$1:$PATH\" \"$0\" stop";
            Process process = cluster.run(List.of("bash", "-c", line, SCRIPT, folder.toString()));
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(cluster.output(0)).contains("cannot tell the version of " + java, "Java 17 or newer: ");
        }
    }

    @Test
    void aCopyOfTheScriptIsToldToBeNone(@TempDir Path folder) throws Exception {
        Path copy = Files.copy(
                Path.of(SCRIPT), Files.createDirectory(folder.resolve("bin")).resolve("stoker-copy"));
        try (RealCluster cluster = new RealCluster()) {
            assertThat(cluster.run(List.of("bash", copy.toString(), "stop")).waitFor(5, TimeUnit.MINUTES))
                    .isTrue();
            assertThat(cluster.output(0)).contains("where it is, or by a symbolic link, but not as a copy");
        }
    }

    /** As on a system that has no flock. */
    @ParameterizedTest
    @CsvSource({"$$ another start, free", "1, free", "1 $(started 1), held", "$$ $(started $$), held"})
    void aLockWhoseHolderIsGoneIsFreeAlsoWhereAnotherProcessHasItsPid(
            String holder, String expected, @TempDir Path folder) throws Exception {
        String line = String.join(
                "\n",
                "home=$1; mkdir $home/target",
                "eval \"$(sed -n '/^started()/p; /^with_lock()/,/^}/p' \"$0\")\"",
                "type() { return 1; }; sleep() { echo held; exit; }",
                "ln -s \"" + holder + "\" $home/target/.build.lock.pid",
                "with_lock build echo free",
                "ls -A $home/target");
        try (RealCluster cluster = new RealCluster()) {
            Process process = cluster.run(List.of("bash", "-euc", line, SCRIPT, folder.toString()));
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(cluster.output(0).strip()).isEqualTo(expected);
        }
    }

    @Test
    void anEngineHasItsClassPathBehindStokersOwn(@TempDir Path folder) throws Exception {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        String line = "JAVA_HOME=$1 STOKER_CDS=off; export JAVA_HOME STOKER_CDS; \"$0\" classpath; "
                + "\"$0\" engine --controller h:1 --class-path 'a b.jar:lib/*'; \"$0\" engine --class-path=c.jar";
        try (RealCluster cluster = new RealCluster()) {
            Process process = cluster.run(List.of("bash", "-euc", line, SCRIPT, folder.toString()));
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            List<String> lines = cluster.output(0).lines().toList();
            String ours = lines.get(0).substring(0, lines.get(0).lastIndexOf(':'));
            assertThat(lines)
                    .containsSequence("-cp", ours + ":a b.jar:lib/*", "io.stoker.cli.Main", "engine")
                    .containsSequence("-cp", ours + ":c.jar", "io.stoker.cli.Main", "engine");
        }
    }

    /** With a java that makes empty archives, and otherwise says which one it was given. */
    @ParameterizedTest
    @CsvSource({
        "true, one, 1",
        "mv one other, other, 2",
        "cp -rp one other, other, 2",
        "touch -t 200001010000 one/target/stoker/lib/stoker.jar, one, 2",
        "echo another >>jdk/release, one, 2",
        "rm one/target/stoker/cds/*.jsa, one, 2"
    })
    void anArchiveIsMadeAgainForAnotherFolderOrJarOrJdk(String change, String then, int made, @TempDir Path folder)
            throws Exception {
        Path java = Files.writeString(folder.resolve("java"), """
                #!/bin/bash
                for word; do if [[ $word == -XX:SharedArchiveFile=* ]]; then file=${word#*=}; fi; done
                if [[ $1 == -Xshare:dump ]]; then echo >"$file"; else echo "it has ${file:-none}"; fi
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        String line = String.join(
                "\n",
                "cd \"$1\"; mkdir -p jdk/bin one/scripts one/target/stoker/lib; mv java jdk/bin; cp \"$0\" one/scripts",
                "touch one/target/stoker/lib/stoker.jar; echo 'JAVA_VERSION=\"17.0.1\"' >jdk/release",
                "export JAVA_HOME=$PWD/jdk; unset STOKER_CDS",
                "one/scripts/stoker shell; " + change + "; " + then + "/scripts/stoker shell");
        try (RealCluster cluster = new RealCluster()) {
            Process process = cluster.run(List.of("bash", "-euc", line, SCRIPT, folder.toString()));
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(cluster.output(0).split("preparing faster starts", -1)).hasSize(made + 1);
            assertThat(cluster.output(0))
                    .endsWith("it has " + folder.toRealPath().resolve(then + "/target/stoker/cds/17.0.1.jsa") + "\n");
        }
    }

    @Test
    void aCommandEndsWhenItsOutputCannotBeWritten() throws Exception {
        String shell = String.join(" ", RealCluster.command("shell", "-c"));
        try (RealCluster cluster = new RealCluster()) {
            for (String line : List.of(
                    shell + " 'while (true) println 1' | head -1; echo ${PIPESTATUS[0]}",
                    shell + " 'while (true) println 1' > /dev/full; echo $?",
                    String.join(" ", RealCluster.command("completion")) + " > /dev/full; echo $?")) {
                assertThat(cluster.run(List.of("bash", "-c", line)).waitFor(5, TimeUnit.MINUTES))
                        .isTrue();
            }
            assertThat(cluster.output(0)).isEqualTo("1\n141\n");
            String full = "stoker: cannot write to standard output: No space left on device\n1\n";
            assertThat(cluster.output(1)).isEqualTo(full);
            assertThat(cluster.output(2)).isEqualTo(full);
        }
    }

    private static String[] entries(String classPath) {
        return classPath.strip().split(":");
    }
}
