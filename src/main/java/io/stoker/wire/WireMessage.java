package io.stoker.wire;

/** Marks what travels between JVMs; bound to Jackson CBOR in {@code reference.conf}. */
public interface WireMessage {
    /** The version of all messages together. A node refuses to work with one of another version. */
    int VERSION = 1;
}
