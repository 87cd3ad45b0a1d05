package acme;

import java.util.Objects;
import java.util.concurrent.Callable;

/** Prints a line for each check, and counts those that failed. */
final class Checks {
    private int done;
    private int failed;

    void equal(String what, Object expected, Callable<?> found) {
        String wrong;
        try {
            Object value = found.call();
            wrong = Objects.equals(expected, value) ? null : "expected " + expected + ", found " + value;
        } catch (Exception e) {
            wrong = "expected " + expected + ", thrown " + e;
        }
        done++;
        failed += wrong == null ? 0 : 1;
        System.out.println((wrong == null ? "right: " : "WRONG: ") + what + (wrong == null ? "" : ": " + wrong));
    }

    /** @return whether all were right */
    boolean end() {
        System.out.println(failed + " of " + done + " checks failed");
        return failed == 0;
    }
}
