package io.stoker.schedule;

/** Which of the engines with room gets the next task. */
public enum Choice {
    /**
     * The one that holds the fewest tasks; among equals one whose latest task did not fail, and the least recently
     * used.
     */
    LEAST_LOADED,
    /** The one that has been given nothing for the longest time, however much it holds. */
    LRU,
    /** Any. */
    RANDOM,
    /** Two at random, and of these the one that holds fewer. */
    TWO_CHOICES
}
