package io.stoker.wire;

/** Secrets that are none. */
public final class TestSecrets {
    /** What a fake controller tells every node. */
    public static final Secret PASS = new Secret(1, 2);

    /** What a node that is none has made. */
    public static final Secret CHALLENGE = new Secret(3, 4);

    private TestSecrets() {}

    /** The key to the instance of a test's name. */
    public static InstanceKey key(String name) {
        return new InstanceKey(new Secret(name.hashCode(), -5));
    }

    /** The instance itself. */
    public static String instance(String name) {
        return key(name).instance();
    }

    /** The claim of a node that has no certificate. */
    public static Claim claim() {
        return new Claim(CHALLENGE, null, null);
    }
}
