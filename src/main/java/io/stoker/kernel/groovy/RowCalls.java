package io.stoker.kernel.groovy;

import groovy.lang.Closure;
import io.stoker.kernel.Kernel.Cell;
import io.stoker.kernel.Kernel.Execution;
import io.stoker.kernel.Kernel.Limit;
import io.stoker.kernel.Kernel.Pulled;
import io.stoker.kernel.RunningCell;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import io.stoker.task.Subject;
import io.stoker.task.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls a function for each row of arguments. */
final class RowCalls {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    private static final int LONGEST_ROW = 200;

    private final Namespace namespace;
    private final Evaluator evaluator;
    private final Show show;
    private final RunningCell running;

    RowCalls(Namespace namespace, Evaluator evaluator, Show show, RunningCell running) {
        this.namespace = namespace;
        this.evaluator = evaluator;
        this.show = show;
        this.running = running;
    }

    Pulled apply(
            long cellId,
            String function,
            int first,
            List<? extends List<? extends @Nullable Object>> rows,
            Limit limit) {
        Cell cell = new Cell(cellId, "Applied", function.strip());
        Execution found = find(cell);
        Failure failure = found.failure();
        if (failure != null) {
            return Pulled.failed(failure);
        }
        return found.value() instanceof Closure<?> closure
                ? call(closure, cell, first, rows, limit)
                : Pulled.failed(
                        Failure.of(Kind.USER_CODE, "NotAFunction", Functions.noFunction(cell.source(), found.value())));
    }

    private Execution find(Cell cell) {
        if (!NAME.matcher(cell.source()).matches()) {
            Execution found = evaluator.evaluate(cell, Form.FUNCTION_OR_EXPRESSION);
            Failure failure = found.failure();
            return failure == null
                    ? found
                    : Execution.failed(Functions.headed("cannot call '" + oneLine(cell.source()) + "': ", failure));
        }
        return namespace.hasVariable(cell.source())
                ? new Execution(null, namespace.getVariable(cell.source()))
                : Execution.failed(namespace.missing(cell.source(), evaluator.local(cell.source())));
    }

    private static String oneLine(String source) {
        return Utf8.head(source.replaceAll("\\s+", " "), LONGEST_ROW);
    }

    private Pulled call(
            Closure<?> function,
            Cell cell,
            int first,
            List<? extends List<? extends @Nullable Object>> rows,
            Limit limit) {
        List<@Nullable Object> results = new ArrayList<>();
        for (List<? extends @Nullable Object> row : rows) {
            try {
                results.add(function.call(row.toArray()));
                if (running.isInterrupted()) {
                    return Pulled.failed(Thrown.interrupted(null, cell, cell.name()));
                }
            } catch (Throwable e) {
                int index = first + results.size();
                results.clear(); // the heap may be full of them
                return Pulled.failed(inRow(index, row, evaluator.thrown(e, cell, cell.name())));
            }
        }
        return encoded(results, first, limit);
    }

    private Failure inRow(int index, List<? extends @Nullable Object> row, Failure failure) {
        return Functions.headed("at element " + index + ", of " + show.text(row, LONGEST_ROW) + ": ", failure);
    }

    private static Pulled encoded(List<@Nullable Object> results, int first, Limit limit) {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        Failure failure = Encoding.encode("", Subject.results("map", first), () -> results, limit, encoded);
        return failure == null ? new Pulled(encoded, null) : Pulled.failed(failure);
    }
}
