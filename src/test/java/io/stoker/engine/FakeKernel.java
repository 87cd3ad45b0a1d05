package io.stoker.engine;

import io.stoker.kernel.Kernel;
import io.stoker.task.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does as it is told, and remembers what was asked of it. */
final class FakeKernel implements Kernel {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Cell> cells = new CopyOnWriteArrayList<>();
    final List<Limit> limits = new CopyOnWriteArrayList<>();
    final List<Long> pulledFor = new CopyOnWriteArrayList<>();
    final Map<String, Object> provided = new ConcurrentHashMap<>();
    final List<Long> interrupted = new CopyOnWriteArrayList<>();
    volatile @Nullable Thread closedBy;
    volatile Runnable onPush = () -> {};
    volatile Function<Cell, @Nullable Failure> onExecute = cell -> null;
    /** For what is executed before and between tasks. */
    volatile Function<Cell, @Nullable Failure> onPrepare = cell -> null;

    volatile Function<List<String>, Pulled> onPull = FakeKernel::bytes;

    /** As many bytes of each name as the name is long. */
    private static Pulled bytes(List<String> names) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, new byte[name.length()]));
        return new Pulled(values, null);
    }

    @Override
    public Map<String, @Nullable Object> variables() {
        return new LinkedHashMap<>();
    }

    @Override
    public void push(Map<String, @Nullable Object> values) {
        calls.add("push " + values);
        onPush.run();
    }

    @Override
    public void provide(String name, Object value) {
        provided.put(name, value);
    }

    @Override
    public Execution execute(Cell cell) {
        calls.add("execute " + cell.name());
        cells.add(cell);
        return new Execution(
                cell.name().startsWith("Task") ? onExecute.apply(cell) : onPrepare.apply(cell), cell.source());
    }

    @Override
    public @Nullable String show(long cellId, @Nullable Object value, int maxBytes) {
        return value == null ? null : "'" + value + "'";
    }

    @Override
    public List<String> names() {
        return List.of("a", "b");
    }

    @Override
    public Pulled pull(long cellId, List<String> names, Limit limit) {
        calls.add("pull " + names);
        limits.add(limit);
        pulledFor.add(cellId);
        return onPull.apply(names);
    }

    @Override
    public @Nullable Failure define(long cellId, Map<String, String> functions) {
        calls.add("define " + functions);
        return null;
    }

    @Override
    public Sources sources(List<String> names) {
        calls.add("sources " + names);
        return new Sources(Map.of(), null);
    }

    @Override
    public Pulled apply(
            long cellId,
            String function,
            int first,
            List<? extends List<? extends @Nullable Object>> rows,
            Limit limit) {
        calls.add("apply " + function + " " + rows);
        return onPull.apply(List.of(""));
    }

    @Override
    public void clear() {
        calls.add("clear");
    }

    @Override
    public Runnable isolate() {
        throw new UnsupportedOperationException("isolate");
    }

    @Override
    public boolean interrupt(long cellId) {
        interrupted.add(cellId);
        return true;
    }

    @Override
    public void close() {
        calls.add("close");
        closedBy = Thread.currentThread();
    }
}
