package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
    @ParameterizedTest
    @ValueSource(strings = {"println tc.run(t)", "x = 1\nmec.execute('a = 1')", "  %px a = 1", "if (tc == null) {}"})
    void shouldConnectForAScriptThatUsesTheClusterOfTheShell(String source) {
        assertThat(Shell.usesCluster(source)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "println 1",
                "etc = 1",
                "tc = client.TaskClient(['localhost', 10113])",
                "def mec = client.MultiEngineClient()",
                "Stoker.connect('localhost', 1).taskClient().run(tc)"
            })
    void shouldNotConnectForAScriptThatDoesSoItselfOrHasNoUseForIt(String source) {
        assertThat(Shell.usesCluster(source)).isFalse();
    }
}
