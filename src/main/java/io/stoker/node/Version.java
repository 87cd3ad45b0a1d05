package io.stoker.node;

/** Which Stoker this is. */
public final class Version {
    private Version() {}

    /** The version in the jar's manifest; outside a jar, where there is none, {@code development}. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
