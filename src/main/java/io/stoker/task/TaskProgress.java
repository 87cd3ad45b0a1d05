package io.stoker.task;

/**
 * How far a running task has come, as its own code has told. Prints as {@code 40 %: reading}.
 *
 * @param fraction from 0 to 1
 * @param note what it does, for people; may be empty
 */
public record TaskProgress(double fraction, String note) {
    /** How many bytes of a note are kept; what is longer is cut, and says so. */
    static final int LONGEST_NOTE = 200;

    /** So that 0.29 is 29 %. */
    private static final double ROUNDING = 1e-9;

    /**
     * The progress, with as much of the note as is kept.
     *
     * @throws IllegalArgumentException if the fraction is not from 0 to 1
     */
    public static TaskProgress of(double fraction, String note) {
        Arguments.given(note, "progress needs a note, which may be empty");
        TaskProgress progress = new TaskProgress(fraction, Utf8.head(note.replaceAll("\\R", " "), LONGEST_NOTE));
        progress.check();
        return progress;
    }

    /**
     * Refuses what a message should not have brought.
     *
     * @throws IllegalArgumentException if the fraction is not from 0 to 1, or the note is too long
     */
    public void check() {
        if (!(fraction >= 0 && fraction <= 1)) { // nor is NaN
            throw new IllegalArgumentException("progress needs a fraction from 0 to 1, not " + fraction);
        }
        if (Utf8.length(note) > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "a note of progress has " + Utf8.length(note) + " bytes," + " and the limit is " + LONGEST_NOTE);
        }
    }

    @Override
    public String toString() {
        return (int) Math.floor(fraction * 100 + ROUNDING) + " %" + (note.isEmpty() ? "" : ": " + Visible.of(note));
    }
}
