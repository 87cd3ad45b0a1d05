package io.stoker.kernel.groovy;

import groovy.lang.Closure;
import io.stoker.kernel.Kernel.Cell;
import io.stoker.kernel.Kernel.Execution;
import io.stoker.kernel.Kernel.Sources;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import io.stoker.task.Utf8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings functions into the namespace as source, and out of it. */
final class Functions {
    private static final int LONGEST_NAME = 100;

    private final Namespace namespace;
    private final Evaluator evaluator;
    private final FunctionSources written;

    Functions(Namespace namespace, Evaluator evaluator, FunctionSources written) {
        this.namespace = namespace;
        this.evaluator = evaluator;
        this.written = written;
    }

    /** All or none. */
    @Nullable
    Failure define(long cellId, Map<String, String> sources) {
        Map<String, @Nullable Object> functions = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : sources.entrySet()) {
            Cell cell = new Cell(cellId, sourceName(entry.getKey()), entry.getValue());
            Execution execution = evaluator.evaluate(cell, Form.FUNCTION);
            Failure failure = execution.failure();
            if (failure != null) {
                return headed("'" + entry.getKey() + "' is not defined: ", failure);
            }
            functions.put(entry.getKey(), execution.value());
        }
        functions.forEach(namespace::setVariable);
        return null;
    }

    /** Not the name alone: a class of that name would hide it from the source. */
    private static String sourceName(String name) {
        String head = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return "Function_" + head.replaceAll("[^\\p{L}\\p{N}_]", "_");
    }

    /** The failure, with something before it that names what failed. */
    static Failure headed(String head, Failure failure) {
        return new Failure(
                        failure.kind(),
                        failure.type(),
                        head + failure.message(),
                        failure.line(),
                        failure.column(),
                        failure.frames(),
                        head + failure.text())
                .bounded();
    }

    Sources sources(List<String> names) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String name : names) {
            if (!namespace.hasVariable(name)) {
                return failed(namespace.missing(name, evaluator.local(name)));
            }
            Object value = namespace.getVariable(name);
            if (!(value instanceof Closure<?> function)) {
                return failed(Failure.of(Kind.PULL, "NotAFunction", noFunction(name, value)));
            }
            Optional<String> source = written.of(function);
            if (source.isEmpty()) {
                String why = "the source of '" + name + "' is not known: " + written.whyUnknown(function);
                return failed(Failure.of(Kind.PULL, "UnknownSource", why));
            }
            sources.put(name, source.get());
        }
        return new Sources(sources, null);
    }

    private static Sources failed(Failure failure) {
        return new Sources(Map.of(), failure);
    }

    /** What {@code function} stands for instead. */
    static String noFunction(String function, @Nullable Object value) {
        String what = value == null ? "null" : "a " + value.getClass().getTypeName();
        return "'" + Utf8.head(function, LONGEST_NAME) + "' is not a function but " + what;
    }
}
