package io.stoker.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Utf8;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CausesTest {

    /** With as much beside it as there can be. */
    private static SQLException crowded(String message, Throwable cause) {
        SQLException crowded = new SQLException(message, cause);
        for (int i = 0; i < 20; i++) {
            Exception suppressed = new Exception("s".repeat(5_000), new Exception("c".repeat(5_000)));
            suppressed.addSuppressed(new Exception("w".repeat(5_000)));
            suppressed.addSuppressed(new Exception());
            crowded.addSuppressed(suppressed);
            crowded.setNextException(new SQLException("n".repeat(5_000), new Exception("d".repeat(5_000))));
        }
        return crowded;
    }

    @Test
    void theBoundIsKeptHoweverMuchThereIsBesideAndTheRootIsThere() {
        SQLException thrown = crowded("it", crowded("near", crowded("nearer", crowded("the root of it", null))));
        String text = Causes.of(thrown, cause -> "  at " + "f".repeat(20_000) + "(Task1.groovy:1)\n");
        assertThat(text)
                .contains("Caused by: java.sql.SQLException: the root of it\n  at fff")
                .contains("  Suppressed: java.lang.Exception: sss")
                .contains("  Next: java.sql.SQLException: nnn")
                .contains(" more suppressed\n")
                .contains(" more next\n")
                .endsWith("\n");
        assertThat(Utf8.length(text)).isLessThanOrEqualTo(Causes.MAX_BYTES);
    }

    @Test
    void whatIsShortHasALineEachUpToTen() {
        Exception thrown = new Exception("it");
        for (int i = 0; i < 12; i++) {
            thrown.addSuppressed(new Exception("s" + i));
        }
        assertThat(Causes.of(thrown, cause -> ""))
                .contains("  Suppressed: java.lang.Exception: s9\n  … and 2 more suppressed\n");
    }
}
