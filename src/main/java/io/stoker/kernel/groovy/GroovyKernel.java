package io.stoker.kernel.groovy;

import io.stoker.kernel.Kernel;
import io.stoker.kernel.RunningCell;
import io.stoker.task.Failure;
import io.stoker.task.Subject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Executes Groovy.
 *
 * <p>Variables assigned without {@code def} or a type, functions, imports and declared classes live on from cell to
 * cell, until {@link #clear}. A function is found under its newest definition from everywhere, the source that declared
 * an older one included.
 */
public final class GroovyKernel implements Kernel {
    /** Half of what an engine gives an interrupted attempt before it ends itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Namespace namespace = new Namespace();
    private final Compiler compiler = new Compiler();
    private final MetaClassChanges metaClasses = new MetaClassChanges();
    private final RunningCell running;
    private final Evaluator evaluator;
    private final Show show;
    private final Functions functions;
    private final RowCalls rows;
    private long cleared;

    /** A kernel with an empty namespace. */
    public GroovyKernel() {
        this(PATIENCE);
    }

    /** @param patience how long a cell that has heard of its interrupt may take to end before it hears of it again */
    GroovyKernel(Duration patience) {
        running = new RunningCell(patience);
        evaluator = new Evaluator(namespace, compiler, running);
        show = new Show(compiler.functions(), running);
        functions = new Functions(namespace, evaluator, compiler.functions());
        rows = new RowCalls(namespace, evaluator, show, running);
    }

    @Override
    public void push(Map<String, @Nullable Object> values) {
        values.forEach(namespace::setVariable);
    }

    @Override
    public void provide(String name, Object value) {
        namespace.provide(name, value);
    }

    /**
     * {@inheritDoc} A cell that was interrupted never ends well, for it may have been cut short without a word, as
     * {@code sleep} is.
     */
    @Override
    public Execution execute(Cell cell) {
        if (cell.source().isBlank()) {
            return Execution.NOTHING;
        }
        metaClasses.executing();
        running.begin(cell.id());
        try {
            return evaluator.evaluate(cell, Form.CELL);
        } finally {
            running.end();
        }
    }

    @Override
    public @Nullable String show(long cellId, @Nullable Object value, int maxBytes) {
        if (value == null) {
            return null;
        }
        running.begin(cellId);
        try {
            return show.text(value, maxBytes);
        } finally {
            running.end();
        }
    }

    @Override
    public Map<String, @Nullable Object> variables() {
        return new Variables(namespace);
    }

    @Override
    public List<String> names() {
        return namespace.names().stream()
                .filter(namespace::hasVariable)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Pulled pull(long cellId, List<String> names, Limit limit) {
        running.begin(cellId);
        try {
            Pulled pulled = pull(names, limit);
            return running.isInterrupted() ? Pulled.failed(Thrown.interruptedPull()) : pulled;
        } finally {
            running.end();
        }
    }

    private Pulled pull(List<String> names, Limit limit) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (String name : names) {
            if (!namespace.hasVariable(name)) {
                return Pulled.failed(namespace.missing(name, evaluator.local(name)));
            }
            Failure failure =
                    Encoding.encode(name, Subject.of("pull", name), () -> namespace.getVariable(name), limit, values);
            if (failure != null) {
                return Pulled.failed(failure);
            }
        }
        return new Pulled(values, null);
    }

    @Override
    public @Nullable Failure define(long cellId, Map<String, String> sources) {
        running.begin(cellId);
        try {
            return functions.define(cellId, sources);
        } finally {
            running.end();
        }
    }

    @Override
    public Sources sources(List<String> names) {
        return functions.sources(names);
    }

    @Override
    public Pulled apply(
            long cellId,
            String function,
            int first,
            List<? extends List<? extends @Nullable Object>> arguments,
            Limit limit) {
        running.begin(cellId);
        try {
            Pulled pulled = rows.apply(cellId, function, first, arguments, limit);
            Failure failure = pulled.failure();
            boolean told = failure != null && failure.kind() == Failure.Kind.INTERRUPTED;
            return running.isInterrupted() && !told ? Pulled.failed(Thrown.interruptedPull()) : pulled;
        } finally {
            running.end();
        }
    }

    @Override
    public void clear() {
        namespace.own().clear();
        metaClasses.undo();
        compiler.clear();
        cleared++;
    }

    @Override
    public Runnable isolate() {
        Runnable names = namespace.remembered();
        Runnable declarations = compiler.remembered();
        long before = cleared;
        return () -> {
            if (cleared == before) {
                names.run();
                declarations.run();
            }
        };
    }

    @Override
    public boolean interrupt(long cellId) {
        running.interrupt(cellId);
        return true;
    }

    @Override
    public void close() {
        namespace.own().clear();
        metaClasses.close();
        compiler.close();
    }
}
