package io.stoker.kernel.groovy;

import groovy.lang.Closure;
import groovy.lang.Reference;
import groovy.lang.Script;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.runtime.GeneratedClosure;
import org.codehaus.groovy.runtime.MethodClosure;
import org.jspecify.annotations.Nullable;

/**
 * Where the functions of compiled sources stand in them. It is remembered by the class that the compiler made of each,
 * for as long as that lives, and not by name: so the source found is always that of the function at hand.
 */
final class FunctionSources {
    /** As a name in {@link Written}, what a closure itself is. */
    private static final String CLOSURE = "";

    private final Map<Class<?>, Written> written = new WeakHashMap<>();

    /** The functions that one class was made of; overloaded ones stand in several places. */
    private record Written(String source, Map<String, List<SourceSpan>> functions) {}

    /** The compiler has made this class of a part of the source. */
    void compiled(Class<?> type, ClassNode node, String source) {
        Map<String, List<SourceSpan>> functions = new LinkedHashMap<>();
        if (GeneratedClosure.class.isAssignableFrom(type) && node.getLineNumber() > 0) {
            functions.put(CLOSURE, List.of(SourceSpan.of(node)));
        } else if (node.isScript()) {
            for (MethodNode method : node.getMethods()) {
                if (method.getLineNumber() > 0) { // and not one that the compiler has added
                    functions
                            .computeIfAbsent(method.getName(), name -> new ArrayList<>(1))
                            .add(SourceSpan.of(method));
                }
            }
        }
        if (!functions.isEmpty()) {
            written.put(type, new Written(source, functions));
        }
    }

    /** The source of the function as it was written; empty if it was not written as one, or is more than that. */
    Optional<String> of(Closure<?> function) {
        return flaw(function) == null ? text(function) : Optional.empty();
    }

    /** Why there is no source of the function, for a person. */
    String whyUnknown(Closure<?> function) {
        String flaw = flaw(function);
        if (flaw != null) {
            return flaw;
        }
        return function instanceof MethodClosure method
                ? "it is a reference to the method " + method.getMethod()
                : "it was made at run time (a curried, composed or memoized function)";
    }

    /** The source as it was written, whatever else belongs to the function. */
    Optional<String> text(Closure<?> function) {
        boolean isMethod = function.getClass() == MethodClosure.class;
        Written place = written.get(isMethod ? function.getOwner().getClass() : function.getClass());
        if (place == null) {
            return Optional.empty();
        }
        List<SourceSpan> spans =
                place.functions().getOrDefault(isMethod ? ((MethodClosure) function).getMethod() : CLOSURE, List.of());
        String text = spans.stream().map(span -> span.cut(place.source())).collect(Collectors.joining("\n"));
        return Optional.of(text).filter(exact -> !exact.isEmpty() && (isMethod || isExact(exact)));
    }

    /** The compiler counts wrong where a lambda, which may have no brace, ends in a character of two halves. */
    private static boolean isExact(String closure) {
        return closure.startsWith("{") || !hasSurrogates(closure);
    }

    private static boolean hasSurrogates(String text) {
        return text.chars().anyMatch(c -> Character.isSurrogate((char) c));
    }

    /** What belongs to a closure besides its source, if anything does. */
    private static @Nullable String flaw(Closure<?> function) {
        if (!(function instanceof GeneratedClosure)) {
            return null;
        }
        Optional<String> variable = Arrays.stream(function.getClass().getDeclaredFields())
                .filter(field -> field.getType() == Reference.class)
                .map(Field::getName)
                .findFirst();
        if (variable.isPresent()) {
            return "it uses '" + variable.get() + "', a local variable of the source around it";
        }
        if (!(function.getThisObject() instanceof Script)) {
            return "it belongs to an object of another class";
        }
        return function.getDelegate() == function.getOwner() ? null : "it was given a delegate";
    }
}
