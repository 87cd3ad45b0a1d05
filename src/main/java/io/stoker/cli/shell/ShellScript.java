package io.stoker.cli.shell;

import groovy.lang.Script;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What every source typed into the shell extends. */
public abstract class ShellScript extends Script {
    /** In the place of Groovy's own {@code sleep}, which sleeps on when it is interrupted. */
    public @Nullable Object sleep(long milliseconds) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
        assert !never;
        return null;
    }

    /** What becomes of {@code %px a = 10} and its like: {@code magic('%px', 'a = 10')}. */
    public @Nullable Object magic(String word, String text) {
        return ((Variables) getBinding()).magics().run(word, text);
    }
}
