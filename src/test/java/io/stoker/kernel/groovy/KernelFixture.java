package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Kernel.Cell;
import io.stoker.kernel.Kernel.Execution;
import io.stoker.kernel.Kernel.Limit;
import io.stoker.kernel.Kernel.Pulled;
import io.stoker.kernel.Kernel.Sources;
import io.stoker.task.Failure;
import io.stoker.task.Values;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A kernel to ask things of. */
@Timeout(300)
abstract class KernelFixture {
    static final Limit LIMIT = new Limit(100_000, "stoker.limit");

    final GroovyKernel kernel = new GroovyKernel();
    long cells;

    @AfterEach
    void close() {
        kernel.close();
    }

    Execution execute(String source) {
        cells++;
        return kernel.execute(new Cell(cells, "Task" + cells, source));
    }

    void run(String source) {
        assertThat(execute(source).failure()).isNull();
    }

    @Nullable
    Object value(String source) {
        Execution execution = execute(source);
        assertThat(execution.failure()).isNull();
        return execution.value();
    }

    void define(String name, String source) {
        assertThat(kernel.define(++cells, Map.of(name, source))).isNull();
    }

    /** Why these are not defined. */
    Failure undefined(Map<String, String> functions) {
        Failure failure = kernel.define(++cells, functions);
        assertThat(failure).isNotNull();
        return failure;
    }

    String source(String name) {
        Sources sources = kernel.sources(List.of(name));
        assertThat(sources.failure()).isNull();
        return sources.functions().get(name);
    }

    /** Why there is no source of a name. */
    Failure unknown(String name) {
        Sources sources = kernel.sources(List.of(name));
        assertThat(sources.functions()).isEmpty();
        assertThat(sources.failure()).isNotNull();
        return sources.failure();
    }

    /** The results of a function for one argument each. */
    @Nullable
    Object map(String function, @Nullable Object... arguments) {
        return apply(
                function,
                Arrays.stream(arguments).map(Collections::singletonList).toList());
    }

    @Nullable
    Object apply(String function, List<? extends List<? extends @Nullable Object>> rows) {
        Pulled pulled = kernel.apply(++cells, function, 0, rows, LIMIT);
        assertThat(pulled.failure()).isNull();
        return Values.decode(pulled.values().get(""));
    }

    /** Why a function cannot be applied. */
    Failure notApplied(String function, List<? extends List<? extends @Nullable Object>> rows) {
        Pulled pulled = kernel.apply(++cells, function, 0, rows, LIMIT);
        assertThat(pulled.failure()).isNotNull();
        assertThat(pulled.values()).isEmpty();
        return pulled.failure();
    }
}
