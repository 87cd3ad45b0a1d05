package io.stoker.cli.shell;

import groovy.lang.Closure;
import groovy.lang.Script;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/** The base class of every source typed into the shell. */
public abstract class ShellScript extends Script {
    /** In the place of Groovy's own {@code sleep}, which sleeps on when it is interrupted. */
    public @Nullable Object sleep(long milliseconds) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
        assert !never;
        return null;
    }

    /** The translation of {@code %px a = 10} and other magics: {@code magic('%px', 'a = 10')}. */
    public @Nullable Object magic(String word, String text) {
        return ((Variables) getBinding()).magics().run(word, text);
    }

    /** The translation of a closure literal that may be sent to engines. */
    public static Closure<?> sourced(Closure<?> closure, String source) {
        ClosureSources.keep(closure, source);
        return closure;
    }

    /** The translation of {@code long a = 1}, so that later sources see the variable. */
    public static void declare(Script script, String name, Class<?> type, boolean isFinal, @Nullable Object value) {
        ((TypedVariables) script.getBinding()).declare(name, type, isFinal, value);
    }

    /** The translation of {@code long a}. */
    public static void declare(Script script, String name, Class<?> type, boolean isFinal) {
        ((TypedVariables) script.getBinding()).declare(name, type, isFinal);
    }

    /** The translation of {@code def (a, b) = values}. */
    public static void declare(
            Script script, List<String> names, List<Class<?>> types, boolean isFinal, Object values) {
        for (int i = 0; i < names.size(); i++) {
            declare(script, names.get(i), types.get(i), isFinal, InvokerHelper.invokeMethod(values, "getAt", i));
        }
    }
}
