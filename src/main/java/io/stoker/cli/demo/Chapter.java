package io.stoker.cli.demo;

/** A part of the demo. */
interface Chapter {
    /** Does what it has to show, says so, and has its outcome judged. */
    void play(Stage stage);
}
