package io.stoker.kernel.groovy;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.Script;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import io.stoker.task.Names;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.codehaus.groovy.runtime.MethodClosure;
import org.jspecify.annotations.Nullable;

/** The names that live from source to source, and behind them those that are provided and cannot be cleared. */
final class Namespace extends Binding {
    private static final int MOST_NAMES_SHOWN = 20;

    private final Map<String, Object> provided = new ConcurrentHashMap<>();

    Namespace() {
        // Threads that a cell has started may still use it while the next cell runs.
        super(Collections.synchronizedMap(new LinkedHashMap<>()));
    }

    void provide(String name, Object value) {
        provided.put(name, value);
    }

    /** The user's own names, without what is provided. */
    @SuppressWarnings("unchecked") // Groovy declares a raw map
    Map<String, @Nullable Object> own() {
        return getVariables();
    }

    /** The user's own names, oldest first. */
    List<String> names() {
        // Not all of them need be strings: a script can write to the map behind its binding.
        return Arrays.stream(own().keySet().toArray()).map(String::valueOf).toList();
    }

    /** Has the user's own names be what they are now. */
    Runnable remembered() {
        Map<String, @Nullable Object> before;
        synchronized (own()) {
            before = new LinkedHashMap<>(own());
        }
        return () -> {
            synchronized (own()) {
                own().clear();
                own().putAll(before);
            }
        };
    }

    /** That there is no such name, and which ones there are. */
    Failure missing(String name, @Nullable String hint) {
        List<String> names = names();
        String shown = names.stream().limit(MOST_NAMES_SHOWN).map(Names::shown).collect(Collectors.joining(", "));
        String more = names.size() > MOST_NAMES_SHOWN ? " and " + (names.size() - MOST_NAMES_SHOWN) + " more" : "";
        String present = names.isEmpty() ? "the namespace is empty" : "there is " + shown + more;
        String alike = Names.alike(name, names);
        return Failure.of(
                Kind.PULL,
                "MissingName",
                "'" + Names.shown(name) + "' is not defined; " + (hint == null ? present : hint)
                        + (alike.isEmpty() ? "" : "; " + alike));
    }

    @Override
    public boolean hasVariable(String name) {
        return own().containsKey(name) || provided.containsKey(name);
    }

    @Override
    public @Nullable Object getVariable(String name) {
        return !own().containsKey(name) && provided.containsKey(name) ? provided.get(name) : super.getVariable(name);
    }

    /** Source that calls a function of its own source finds the new one from now on, too. */
    @Override
    public void setVariable(String name, @Nullable Object value) {
        Object before = own().get(name);
        super.setVariable(name, value);
        if (before instanceof MethodClosure function
                && function.getOwner() instanceof Script script
                && !isOf(value, script)) {
            Redefinitions.of(script, this).add(name);
        }
    }

    private static boolean isOf(@Nullable Object value, Script script) {
        return value instanceof MethodClosure function && function.getOwner() == script;
    }

    /**
     * The function of this name, whoever has defined it last; null if the name stands for something else, or nothing.
     */
    @Nullable
    Closure<?> function(String name) {
        return own().get(name) instanceof Closure<?> function ? function : null;
    }
}
