package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

    @ParameterizedTest
    @CsvSource({
        "0, code 0",
        "1, code 1",
        "3, code 3 (it ran out of memory)",
        "74, code 74 (it could not run its prelude)",
        "75, code 75 (it ended because a task did not stop when it was interrupted)",
        "77, code 77 (it ended because the ledger's disk or database hangs)",
        "78, code 78 (it ended because its ledger is damaged)",
        "128, code 128",
        "134, code 134 (SIGABRT)",
        "137, code 137 (SIGKILL)",
        "139, code 139 (SIGSEGV)",
        "143, code 143 (SIGTERM)",
        "200, code 200",
        "9, code 9"
    })
    void anExitCodeIsSaidInWords(int code, String words) {
        assertThat(ExitCode.describe(code)).isEqualTo(words);
    }
}
