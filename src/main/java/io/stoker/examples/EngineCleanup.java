package io.stoker.examples;

import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.MultiEngineClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes the names that an example has given to variables and properties from engines that did not have them before,
 * as the cluster may be used for other things. A variable that was there keeps the value that the example has given it.
 *
 * @param names all that the example uses
 * @param before what each engine had, by its id
 */
record EngineCleanup(List<String> names, Map<Integer, Before> before) {

    /** The variables of an engine, and those of its properties whose names the example uses. */
    record Before(Set<String> variables, Map<String, @Nullable Object> properties) {}

    static EngineCleanup of(MultiEngineClient mec, List<String> names) {
        EngineView all = mec.on(mec.ids());
        List<Integer> ids = all.targets();
        List<List<String>> variables = all.keys();
        List<Map<String, @Nullable Object>> properties = all.getProperties();
        Map<Integer, Before> before = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            Map<String, @Nullable Object> used = new HashMap<>(properties.get(i));
            used.keySet().retainAll(names);
            before.put(ids.get(i), new Before(Set.copyOf(variables.get(i)), used));
        }
        return new EngineCleanup(names, before);
    }

    /** Has the engines that are still there be as they were. */
    void run(MultiEngineClient mec) {
        Set<Integer> here = Set.copyOf(mec.ids());
        before.forEach((id, had) -> {
            if (here.contains(id)) {
                run(mec.on(id), had);
            }
        });
    }

    private void run(EngineView engine, Before had) {
        String added = names.stream()
                .filter(name -> !had.variables().contains(name))
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        engine.execute("[" + added + "].each { binding.variables.remove(it) }");
        List<String> extra = engine.getProperties().get(0).keySet().stream()
                .filter(name -> names.contains(name) && !had.properties().containsKey(name))
                .toList();
        engine.delProperties(extra);
        engine.setProperties(had.properties());
    }
}
