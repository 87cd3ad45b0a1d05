package io.stoker.cli.trial;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows under a header, for a terminal and for Markdown. The first column is aligned to the left, all others to the
 * right.
 *
 * @param header the columns' names
 * @param rows each with a cell for each column
 */
public record Table(List<String> header, List<List<String>> rows) {
    private static final String GAP = "  ";

    /**
     * A table.
     *
     * @throws IllegalArgumentException if a row has another number of cells than the header
     */
    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(row + " does not fit under " + header);
            }
        }
    }

    /** Lines as they look on a terminal: no lines drawn, as wide as needed. */
    public List<String> lines() {
        return Stream.concat(Stream.of(header), rows.stream())
                .map(row -> joined(row, GAP).stripTrailing())
                .toList();
    }

    /** Lines of Markdown, which are as readable before they are rendered. */
    public List<String> markdown() {
        String dashes = IntStream.range(0, header.size())
                .mapToObj(column -> column == 0 ? "-".repeat(width(0)) : "-".repeat(width(column) - 1) + ":")
                .collect(Collectors.joining(" | ", "| ", " |"));
        return Stream.concat(
                        Stream.of("| " + joined(header, " | ") + " |", dashes),
                        rows.stream().map(row -> "| " + joined(row, " | ") + " |"))
                .toList();
    }

    private String joined(List<String> row, String gap) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), column))
                .collect(Collectors.joining(gap));
    }

    private String padded(String cell, int column) {
        String blanks = " ".repeat(width(column) - cell.length());
        return column == 0 ? cell + blanks : blanks + cell;
    }

    private int width(int column) {
        int widest = Stream.concat(Stream.of(header), rows.stream())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
        return Math.max(2, widest);
    }
}
