package io.stoker.wire;

/**
 * The instances of the engines of one JVM: the JVM's own, which names one start of it, and a number. Whoever knows one
 * of them knows which ones share its fate.
 */
public final class EngineName {
    private static final char SEPARATOR = '.';

    private EngineName() {}

    /**
     * The instance of an engine.
     *
     * @param node the JVM's, which has no dot in it
     * @param number counts the JVM's engines from 0
     */
    public static String of(String node, int number) {
        return number == 0 ? node : node + SEPARATOR + number;
    }

    /** The JVM's instance, of an engine's. */
    public static String node(String instance) {
        int end = instance.indexOf(SEPARATOR);
        return end < 0 ? instance : instance.substring(0, end);
    }

    /**
     * Which one of its JVM's engines it is. An {@link IllegalArgumentException} when it is not the name of an engine.
     */
    public static int number(String instance) {
        int end = instance.indexOf(SEPARATOR);
        return end < 0 ? 0 : Integer.parseInt(instance.substring(end + 1));
    }
}
