package io.stoker.cli.remote;

import java.util.ArrayList;
import java.util.List;

/** Lines with aligned columns: texts to the left, and numbers, which a column's name in brackets says, to the right. */
final class Columns {
    private static final String GAP = "  ";

    private final List<String> names;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param names of the columns, as {@code state} or {@code (id)} */
    Columns(String... names) {
        this.names = List.of(names);
    }

    /** Adds a line; a cell that is empty stays so. */
    Columns row(String... cells) {
        if (cells.length != names.size()) {
            throw new IllegalArgumentException(List.of(cells) + " does not fit under " + names);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The names, and all rows below them. */
    List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(names.stream().map(Columns::plain).toList());
        all.addAll(rows);
        int[] widths = new int[names.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - row.get(i).length());
            boolean right = names.get(i).startsWith("(");
            line.append(i == 0 ? "" : GAP)
                    .append(right ? blanks : "")
                    .append(row.get(i))
                    .append(right ? "" : blanks);
        }
        return line.toString().stripTrailing();
    }

    private static String plain(String name) {
        return name.startsWith("(") ? name.substring(1, name.length() - 1) : name;
    }
}
