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
 * Which of the names that an example gives to variables and properties its engines had before: the others are removed
 * from a cluster that is used for other things. A variable that was there keeps the value that the example has given it.
 *
 * @param names all that the example uses
 * @param variables those that were there, by engine
 * @param properties those that were there with their values, by engine
 */
record Leftovers(
        List<String> names,
        Map<Integer, Set<String>> variables,
        Map<Integer, Map<String, @Nullable Object>> properties) {

    static Leftovers of(MultiEngineClient mec, List<String> names) {
        EngineView all = mec.on(mec.ids());
        List<Integer> ids = all.targets();
        List<List<String>> keys = all.keys();
        List<Map<String, @Nullable Object>> has = all.getProperties();
        Map<Integer, Set<String>> variables = new HashMap<>();
        Map<Integer, Map<String, @Nullable Object>> properties = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            variables.put(ids.get(i), Set.copyOf(keys.get(i)));
            has.get(i).keySet().retainAll(names);
            properties.put(ids.get(i), has.get(i));
        }
        return new Leftovers(names, variables, properties);
    }

    /** Has the engines that are still there be as they were. */
    void remove(MultiEngineClient mec) {
        mec.ids().stream().filter(variables::containsKey).forEach(id -> remove(mec.on(id), id));
    }

    private void remove(EngineView engine, int id) {
        String added = names.stream()
                .filter(name -> !variables.get(id).contains(name))
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        engine.execute("[" + added + "].each { binding.variables.remove(it) }");
        Map<String, @Nullable Object> before = properties.get(id);
        List<String> extra = engine.getProperties().get(0).keySet().stream()
                .filter(name -> names.contains(name) && !before.containsKey(name))
                .toList();
        engine.delProperties(extra);
        engine.setProperties(before);
    }
}
