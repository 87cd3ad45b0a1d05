package io.stoker.kernel.groovy;

import groovy.lang.Script;
import org.jspecify.annotations.Nullable;

/** What every source extends: printing does not ask a variable that happens to be called {@code out}. */
public abstract class CellScript extends Script {

    @Override
    public void print(@Nullable Object value) {
        Builtins.print(value);
    }

    @Override
    public void println() {
        Builtins.println();
    }

    @Override
    public void println(@Nullable Object value) {
        Builtins.println(value);
    }

    @Override
    public void printf(String format, @Nullable Object value) {
        Builtins.printf(format, value);
    }

    @Override
    public void printf(String format, @Nullable Object[] values) {
        Builtins.printf(format, values);
    }
}
