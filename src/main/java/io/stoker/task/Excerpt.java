package io.stoker.task;

/** Shows a place in a text: the text around it, with a caret below. */
final class Excerpt {
    private static final int AROUND = 40;

    private Excerpt() {}

    static String of(String text, int at) {
        int from = Math.max(0, at - AROUND);
        int to = Math.min(text.length(), at + AROUND);
        String before = from > 0 ? "…" : "";
        String after = to < text.length() ? "…" : "";
        // A line break would tear the caret away from what it points at.
        String shown = text.substring(from, to).replaceAll("\\p{Cntrl}", " ");
        return ":\n" + before + shown + after + "\n" + " ".repeat(before.length() + at - from) + "^ character "
                + (at + 1);
    }
}
