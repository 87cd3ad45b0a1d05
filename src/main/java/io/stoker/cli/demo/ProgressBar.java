package io.stoker.cli.demo;

import java.time.Duration;

/**
 * How far something has got, as {@code [######..................] 6/25 3.2 s}.
 *
 * @param total what there is to do
 * @param width how many characters stand between the brackets
 */
record ProgressBar(int total, int width) {
    /** The bar when {@code done} of it is done. */
    String text(int done, Duration elapsed) {
        int full = total == 0 ? width : (int) ((long) width * done / total);
        String digits = Integer.toString(total);
        return "[" + "#".repeat(full) + ".".repeat(width - full) + "] "
                + Texts.format("%" + digits.length() + "d", done) + "/" + digits + " "
                + Texts.format("%7s", Texts.seconds(elapsed));
    }
}
