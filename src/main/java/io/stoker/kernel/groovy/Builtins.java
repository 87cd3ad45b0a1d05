package io.stoker.kernel.groovy;

import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.jspecify.annotations.Nullable;

/** What sources call without naming an object, in place of Groovy's own; {@link BuiltinCalls} sees to that. */
public final class Builtins {
    private Builtins() {}

    /** As Groovy's, which sleeps on when it is interrupted. */
    public static void sleep(long milliseconds) throws InterruptedException {
        Thread.sleep(milliseconds);
    }

    /** In place of {@code System.exit} and its like. */
    public static void refuseExit(int code) {
        throw new UnsupportedOperationException(
                "a task cannot end its engine; it called exit with " + code + ": use return or throw");
    }

    public static void print(@Nullable Object value) {
        DefaultGroovyMethods.print(System.out, value);
    }

    public static void println() {
        System.out.println();
    }

    public static void println(@Nullable Object value) {
        DefaultGroovyMethods.println(System.out, value);
    }

    public static void printf(String format, @Nullable Object... values) {
        System.out.printf(format, values);
    }
}
