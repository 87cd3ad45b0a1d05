package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class RootCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "cluster --help",
                "controller --help",
                "engine --help",
                "stop --help",
                "status --help",
                "run --help",
                "result --help",
                "tasks --help",
                "explain --help",
                "abort --help",
                "retry --help",
                "engines --help",
                "drain --help",
                "resume --help",
                "watch --help",
                "events --help",
                "logs --help",
                "doctor --help",
                "link --help",
                "join-token --help",
                "issued --help",
                "revoke --help",
                "shell --help",
                "completion --help",
                "demo --help",
                "example",
                "example --help",
                "example crawler --help",
                "bench --help"
            })
    void shouldTeachByExample(String arguments) {
        ByteArrayOutputStream warnings = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(arguments)).isZero();
        } finally {
            System.setErr(before);
        }
        assertThat(warnings.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(out.toString()).contains("Examples:", "  scripts/stoker ").doesNotContain("\u001b");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 110);
    }

    @Test
    void shouldTellTheTimeoutsThatHold() {
        Config client = ConfigFactory.load().getConfig("stoker.client");
        assertThat(run("shell --help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", ""))
                .contains("stoker.client.connect-timeout,whosedefaultis" + client.getString("connect-timeout") + ".")
                .contains("stoker.client.listen-timeout(" + client.getString("listen-timeout") + ")");
    }

    @Test
    void shouldListTheCommandsWhenNoneIsGiven() {
        assertThat(run("")).isEqualTo(2);
        assertThat(err.toString()).contains("cluster", "chaos", "classpath").doesNotContain("warm-up", "  flood");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--help stop", "--profile p -h stop"})
    void shouldListTheCommandsWhenHelpIsAskedForBeforeOne(String arguments) {
        assertThat(run(arguments)).isZero();
        assertThat(out.toString()).contains("cluster", "chaos", "classpath");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster | Missing required option: '--engines=N'",
                "cluster -n -1 | -n must be 0 or more, not -1",
                "cluster -n 2 --port 70000 | --port must be a port from 0 (any free one) to 65535, not 70000",
                "cluster -n 2 --engine-heap lots | --engine-heap must be a size as in 512m or 2g, not 'lots'",
                "cluster -n 64 --per-node 64 --engine-heap 64m | --engine-heap is 64m, and 64 engines in one JVM need at least 112m",
                "cluster -n 2 --engine-heap 32m | --engine-heap is 32m, and an engine needs at least 49m",
                "cluster -n 4 --per-node 0 | --per-node must be 1 or more, not 0",
                "cluster -n 4 --per-node 5 | --per-node is 5, and there are to be only 4 engines (-n)",
                "cluster -n 300 --per-node 300 | --per-node must be at most 256 engines in one JVM, not 300",
                "engine --controller h:1 -n 0 | -n must be 1 or more, not 0",
                "engine --controller h:1 -n 257 | -n must be at most 256 engines in one JVM, not 257",
                "bench --engines 0 | -n must be 1 or more, not 0",
                "chaos --minutes 0 | --minutes must be over 0 and at most 10000, not 0.0",
                "chaos --seed x | Invalid value for option '--seed'",
                "engine | say where the controller is: --controller HOST:PORT on its own machine, --join FILE on another",
                "engine -D stoker.bootstrap.method=config | with stoker.bootstrap.method, say at which address of this machine to listen: --host ADDRESS",
                "engine --controller 10113 | Invalid value for option '--controller': '10113' is not HOST:PORT",
                "shell a.groovy b.groovy | is one argument too many",
                "shell -c 1 a.groovy | -c CODE cannot be combined with a FILE",
                "engine --controller h:1 --id -1 | --id must be 0 or more, not -1",
                "shell --connect-timeout 15 | Invalid value for option '--connect-timeout': '15' has no unit: write it as in 15s or 2m",
                "example foo --tasks 1 | there is no example 'foo'; there are first-task, hello-world,",
                "example hello-world --seconds x | Invalid value for option '--seconds': must be a number of seconds from 0 to 3600",
                "run | either SOURCE or --file FILE says what the task executes",
                "run a=1 --file a.groovy | either SOURCE or --file FILE says what the task executes",
                "run a=1 --push b | --push takes NAME=VALUE, and not 'b'",
                "run a=1 --retries -1 | --retries must be 0 or more, not -1",
                "run a=1 --timeout 5 | stoker: '5' is not a time as in 90s, 5m, 2h or 7d",
                "run a=1 --url http://127.0.0.1:1 | --url and --token belong together",
                "tasks --join client.join | --join FILE needs --url and --token: a join file has no token",
                "result | Missing required parameter: 'ID'",
                "result x | Invalid value for positional parameter",
                "tasks --since yesterday | stoker: 'yesterday' is neither a time as 2026-11-30T12:00:00Z nor how long ago",
                "tasks --limit 0 | --limit must be 1 or more, not 0",
                "abort | Missing required parameter: 'ID...'",
                "logs engine --task 3 | --task ID is instead of a log",
                "clustr | Did you mean: stoker cluster"
            })
    void shouldSayInALineWhatItDidNotUnderstand(String arguments, String expected) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("stoker: ")
                .contains(expected, " --help'.")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldListTheExamplesWithALineEach() {
        assertThat(run("example")).isZero();
        assertThat(out.toString().lines())
                .contains("  hello-world         The smallest gain: two tasks at the same time.");
    }

    @Test
    void shouldTeachShellsToComplete() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString())
                .contains("complete -F _complete_stoker", "cluster", "shell", "--engine-heap", "doctor", "--interrupt")
                .doesNotContain("warmup", "--detached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run a=1 --retries 1", "result 1 --wait", "tasks", "engines", "status", "watch", "drain 1"})
    void shouldSayByTheExitCodeThatNoClusterRuns(String command) {
        assertThat(run("--profile none-of-that-name " + command)).isEqualTo(6);
        assertThat(err.toString())
                .startsWith("stoker: no cluster is running under profile 'none-of-that-name'")
                .contains("start one with: scripts/stoker --profile none-of-that-name cluster -n 4")
                .hasLineCount(1);
    }

    @Test
    void shouldSayThatThereIsNoToken() {
        assertThat(run("engines --url http://127.0.0.1:1 --token /nowhere")).isEqualTo(6);
        assertThat(err.toString()).isEqualTo("stoker: /nowhere does not exist\n");
    }

    @Test
    void shouldSayInALineThatThereIsNoPrelude() {
        assertThat(run("cluster -n 1 --prelude /nowhere.groovy")).isEqualTo(1);
        assertThat(err.toString()).startsWith("stoker: cannot read the prelude /nowhere.groovy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster -n 1", "engine --controller h:1"})
    void shouldSayInALineWhatIsNotThereForTheClassPath(String command) {
        assertThat(run(command + " --class-path src:/nowhere.jar")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("stoker: there is no '/nowhere.jar' for the class path\n");
    }

    @Test
    void shouldSayThatAnEngineWasStartedWithoutItsClassPath() {
        assertThat(run("engine --controller h:1 --class-path src")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("stoker: this process was started without "
                        + Path.of("src").toAbsolutePath());
    }

    @Test
    void shouldReadThePreludeAsItIsNow(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("prelude.groovy"), "a = 'b=c'\n");
        OptionSpec prelude = Options.prelude();
        prelude.setValue(file.toString());

        assertThat(Options.settings(Options.config(), prelude))
                .containsExactly(Map.entry("stoker.prelude", "a = 'b=c'\n"));
    }

    @Test
    void shouldRefuseAPreludeThatIsTooLarge(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("large"), "x".repeat(70_000));

        assertThatThrownBy(() -> Prelude.read(file))
                .hasMessageContaining("70000")
                .hasMessageContaining("65536");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "cluster -n 1 -D stoker.schedul.order=lifo | there is no setting stoker.schedul.order; did you mean stoker.schedule.order?",
                "cluster -n 1 -D stoker.retention.max-age=thirty | stoker.retention.max-age is 'thirty', but must be a duration",
                "cluster -n 1 --detach -D ledger=memory | 'ledger' is not a setting of Stoker: their names begin with 'stoker.'",
                "controller -D stoker.engine.interrupt-grace=-1s | stoker.engine.interrupt-grace is '-1s', but must be a duration",
                "engine --controller h:1 -D stoker.down-after=x | stoker.down-after is 'x', but must be a duration",
                "engine --controller h:1 -D stoker.bootstrap.method=dns | stoker.bootstrap.method is 'dns', but must be one of none, config, kubernetes-api",
                "shell -c 1 -D stoker.client.request-timeout=soon | stoker.client.request-timeout is 'soon', but must be a duration",
                "shell -c 1 --connect-timeout 15s -D stoker.x=1 | there is no setting stoker.x",
                "shell -c 1 --connect-timeout never | stoker.client.connect-timeout is 'never', but must be a duration",
                "example hello-world --connect-timeout never | stoker.client.connect-timeout is 'never', but must be a duration",
                "example hello-world -D stoker.ledgr=memory | there is no setting stoker.ledgr; did you mean stoker.ledger?",
            })
    void shouldRefuseAWrongSettingInALineBeforeAnythingStarts(String arguments, String expected) {
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString()).startsWith("stoker: " + expected).doesNotContain("\tat ");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void shouldSayInALineWhatWentWrong() {
        assertThat(run("--profile ../x stop")).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("stoker: '../x' cannot name a profile: use letters, digits, '.', '_' and '-'");
    }

    @Test
    void shouldShowWhereAnErrorComesFromWhenAsked() {
        assertThat(run("stop --profile ../x --verbose")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat io.stoker.");
    }

    private int run(String arguments) {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        CommandLine line =
                RootCommand.commandLine(words).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(words);
    }
}
