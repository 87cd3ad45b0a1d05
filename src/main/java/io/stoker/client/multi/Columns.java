package io.stoker.client.multi;

import io.stoker.task.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The names that a call asks each engine for, and what the engines have brought by these names. */
final class Columns {
    private Columns() {}

    /** These as names in namespaces. */
    static List<String> variables(Collection<?> names, String method) {
        List<String> variables = List.copyOf(Names.of(names, method));
        variables.forEach(name -> Names.requireVariable(name, method));
        return variables;
    }

    /** These as names of properties. */
    static List<String> properties(Collection<?> names, String method) {
        List<String> properties = List.copyOf(Names.of(names, method));
        properties.forEach(name -> Names.requireIdentifier(name, method));
        return properties;
    }

    static List<@Nullable Object> firsts(List<List<@Nullable Object>> rows) {
        List<@Nullable Object> firsts = new ArrayList<>();
        rows.forEach(row -> firsts.add(row.get(0)));
        return firsts;
    }

    static List<List<@Nullable Object>> transposed(List<List<@Nullable Object>> rows, int columns) {
        List<List<@Nullable Object>> transposed = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (List<@Nullable Object> row : rows) {
                values.add(row.get(column));
            }
            transposed.add(values);
        }
        return transposed;
    }

    static List<Map<String, @Nullable Object>> selected(
            List<Target> targets, List<Map<String, @Nullable Object>> all, List<String> names) {
        List<Map<String, @Nullable Object>> selected = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            for (String name : names) {
                if (!all.get(i).containsKey(name)) {
                    throw new NoSuchElementException(
                            "engine " + targets.get(i).id() + " has no property '" + Names.shown(name) + "'");
                }
                one.put(name, all.get(i).get(name));
            }
            selected.add(one);
        }
        return selected;
    }
}
