package io.stoker.kernel.groovy;

import groovy.lang.Script;
import org.jspecify.annotations.Nullable;

/** What every source extends. */
public abstract class CellScript extends Script {

    /** Takes the place of Groovy's own {@code sleep}, which sleeps on when it is interrupted. */
    public @Nullable Object sleep(long milliseconds) throws InterruptedException {
        Thread.sleep(milliseconds);
        return null;
    }
}
