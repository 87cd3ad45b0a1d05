package io.stoker.client.multi;

import io.stoker.task.Arguments;
import io.stoker.task.LiveFunction;
import io.stoker.task.Names;
import io.stoker.task.SourceText;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerFunction;
import io.stoker.task.StokerRunnable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Direct calls that do not wait: each returns a {@link PendingResult} at once. They refuse the same arguments as
 * {@link EngineView}: in the call if that can be known without an engine, and in the result otherwise.
 */
public final class PendingView {
    private final Operations operations;
    private final JavaCalls java;
    private final Targets targets;

    PendingView(Operations operations, Targets targets) {
        this.operations = operations;
        this.java = new JavaCalls(operations);
        this.targets = targets;
    }

    /** As {@link EngineView#execute(String)}. */
    public PendingResult<ResultList> execute(String source) {
        return operations.execute(targets.now(), "", source, null);
    }

    /** As {@link EngineView#execute(String, Consumer)}. */
    public PendingResult<ResultList> execute(String source, Consumer<LiveText> live) {
        return operations.execute(targets.now(), "", source, live);
    }

    /** As {@link EngineView#run}. */
    public PendingResult<ResultList> run(Path file) throws IOException {
        String source =
                SourceText.decode(Files.readAllBytes(Arguments.given(file, "run needs a file")), file.toString());
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.groovy$", "");
        operations.requireCompiles(name, source);
        return operations.execute(targets.now(), name, source, null);
    }

    /** As {@link EngineView#push(String, Object)}. */
    public PendingResult<Done> push(String name, @Nullable Object value) {
        return operations.push(targets.now(), Operations.single(name, value));
    }

    /** As {@link EngineView#push(Map)}. */
    public PendingResult<Done> push(Map<String, ?> values) {
        return operations.push(targets.now(), values);
    }

    /** As {@link EngineView#pull(String)}. */
    public PendingResult<List<@Nullable Object>> pull(String name) {
        return operations.pull(targets.now(), Collections.singletonList(name)).map(Columns::firsts);
    }

    /** As {@link EngineView#pull(List)}. */
    public PendingResult<List<List<@Nullable Object>>> pull(List<String> names) {
        return operations.pull(targets.now(), names);
    }

    /** As {@link EngineView#zipPull}. */
    public PendingResult<List<List<@Nullable Object>>> zipPull(List<String> names) {
        return operations.pull(targets.now(), names).map(rows -> Columns.transposed(rows, names.size()));
    }

    /** As {@link EngineView#scatter(String, Object)}. */
    public PendingResult<Done> scatter(String name, Object sequence) {
        return scatter(name, sequence, false);
    }

    /** As {@link EngineView#scatter(String, Object, boolean)}. */
    public PendingResult<Done> scatter(String name, Object sequence, boolean flatten) {
        return operations.scatter(targets.now(), name, sequence, flatten);
    }

    /** As {@link EngineView#gather(String)}. */
    public PendingResult<Object> gather(String name) {
        Names.requireVariable(name, "gather");
        return pull(name).map(Sequences::joined);
    }

    /** As {@link EngineView#pushFunction(String, String)}. */
    public PendingResult<Done> pushFunction(String name, String source) {
        return pushFunction(Collections.singletonMap(name, source));
    }

    /** As {@link EngineView#pushFunction(Map)}. */
    public PendingResult<Done> pushFunction(Map<String, String> functions) {
        return operations.define(targets.now(), functions);
    }

    /** As {@link EngineView#pullFunction(String)}. */
    public PendingResult<List<String>> pullFunction(String name) {
        return operations
                .sources(targets.now(), Collections.singletonList(name))
                .map(all -> all.stream().map(sources -> sources.get(0)).toList());
    }

    /** As {@link EngineView#pullFunction(List)}. */
    public PendingResult<List<List<String>>> pullFunction(List<String> names) {
        return operations.sources(targets.now(), names);
    }

    /** As {@link EngineView#apply(StokerCallable)}. */
    public <T extends @Nullable Object> PendingResult<List<T>> apply(StokerCallable<T> function) {
        return java.apply(targets.now(), given(function), null);
    }

    /** As {@link EngineView#apply(StokerCallable, Consumer)}. */
    public <T extends @Nullable Object> PendingResult<List<T>> apply(
            StokerCallable<T> function, Consumer<LiveText> live) {
        return java.apply(targets.now(), given(function), live);
    }

    /** As {@link EngineView#apply(StokerRunnable)}. */
    public PendingResult<Done> apply(StokerRunnable function) {
        return java.apply(targets.now(), given(function), null).map(Done::of);
    }

    /** As {@link EngineView#apply(StokerRunnable, Consumer)}. */
    public PendingResult<Done> apply(StokerRunnable function, Consumer<LiveText> live) {
        return java.apply(targets.now(), given(function), live).map(Done::of);
    }

    private static LiveFunction given(StokerCallable<?> function) {
        return LiveFunction.of(Arguments.given(function, "apply needs a function"));
    }

    private static LiveFunction given(StokerRunnable function) {
        return LiveFunction.of(Arguments.given(function, "apply needs a function"));
    }

    /** As {@link EngineView#map(StokerFunction, Collection)}. */
    public <T extends @Nullable Object, R extends @Nullable Object> PendingResult<List<R>> map(
            StokerFunction<? super T, ? extends R> function, Collection<? extends T> elements) {
        return java.map(targets.now(), function, elements);
    }

    /** As {@link EngineView#parallel(StokerFunction)}. */
    public <T extends @Nullable Object, R extends @Nullable Object> PendingParallelMap<T, R> parallel(
            StokerFunction<? super T, ? extends R> function) {
        Arguments.given(function, "parallel needs a function");
        return elements -> map(function, elements);
    }

    /** As {@link EngineView#map(String, Object...)}. */
    public PendingResult<List<@Nullable Object>> map(String function, Object... sequences) {
        return operations.map(targets.now(), function, sequences);
    }

    /** As {@link EngineView#parallel(String)}. */
    public PendingParallelFunction parallel(String function) {
        return sequences -> map(function, sequences);
    }

    /** As {@link EngineView#getResult()}. */
    public PendingResult<ResultList> getResult() {
        return operations.history(targets.now(), 0);
    }

    /** As {@link EngineView#getResult(int)}. */
    public PendingResult<ResultList> getResult(int number) {
        return operations.history(targets.now(), Operations.requireNumber(number));
    }

    /** As {@link EngineView#keys}. */
    public PendingResult<List<List<String>>> keys() {
        return operations.keys(targets.now());
    }

    /** As {@link EngineView#reset}. */
    public PendingResult<Done> reset() {
        return operations.reset(targets.now());
    }

    /** As {@link EngineView#clearQueue}. */
    public PendingResult<Done> clearQueue() {
        return operations.clearQueue(targets.now());
    }

    /** As {@link EngineView#queueStatus}. */
    public PendingResult<List<EngineQueue>> queueStatus() {
        return operations.queueStatus(targets.now());
    }

    /** As {@link EngineView#drain}. */
    public PendingResult<Done> drain() {
        return operations.drain(targets.now(), true);
    }

    /** As {@link EngineView#resume}. */
    public PendingResult<Done> resume() {
        return operations.drain(targets.now(), false);
    }

    /** As {@link EngineView#remove}. */
    public PendingResult<Done> remove(Duration within) {
        return operations.remove(targets.now(), within);
    }

    /** As {@link EngineView#kill}. */
    public PendingResult<Done> kill() {
        return operations.kill(targets.now());
    }

    /** As {@link EngineView#setProperties}. */
    public PendingResult<Done> setProperties(Map<String, ?> properties) {
        return operations
                .properties("setProperties", targets.now(), properties, List.of(), false)
                .map(Done::of);
    }

    /** As {@link EngineView#getProperties()}. */
    public PendingResult<List<Map<String, @Nullable Object>>> getProperties() {
        return operations.properties("getProperties", targets.now(), Map.of(), List.of(), false);
    }

    /** As {@link EngineView#getProperties(List)}. */
    public PendingResult<List<Map<String, @Nullable Object>>> getProperties(List<String> names) {
        List<String> wanted = Columns.properties(names, "getProperties");
        List<Target> now = targets.now();
        return operations
                .properties("getProperties", now, Map.of(), List.of(), false)
                .map(all -> Columns.selected(now, all, wanted));
    }

    /** As {@link EngineView#hasProperties}. */
    public PendingResult<List<List<Boolean>>> hasProperties(List<String> names) {
        List<String> wanted = Columns.properties(names, "hasProperties");
        return getProperties()
                .map(all -> all.stream()
                        .map(has -> wanted.stream().map(has::containsKey).toList())
                        .toList());
    }

    /** As {@link EngineView#delProperties}. */
    public PendingResult<Done> delProperties(List<String> names) {
        return operations
                .properties("delProperties", targets.now(), Map.of(), names, false)
                .map(Done::of);
    }

    /** As {@link EngineView#clearProperties}. */
    public PendingResult<Done> clearProperties() {
        return operations
                .properties("clearProperties", targets.now(), Map.of(), List.of(), true)
                .map(Done::of);
    }
}
