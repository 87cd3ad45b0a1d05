package io.stoker.schedule;

/** What a task must have to itself while it runs. */
public enum Alone {
    /** Nothing: others may wait behind it, and run beside it. */
    NO,
    /** Its engine: nothing is put behind it. */
    IN_ENGINE,
    /** Its node: nothing is put behind it, and no other engine of that JVM is given anything. */
    IN_NODE
}
