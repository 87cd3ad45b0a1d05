package io.stoker.engine;

import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;

/**
 * What user code can set for a whole JVM, as it was at one time: the locale, the time zone, the system properties and
 * standard input.
 */
final class JvmSettings {
    private final Locale locale = Locale.getDefault();
    private final Locale format = Locale.getDefault(Locale.Category.FORMAT);
    private final Locale display = Locale.getDefault(Locale.Category.DISPLAY);
    private final TimeZone zone = TimeZone.getDefault(); // which may set a system property when it is asked first
    private final Properties properties = System.getProperties();
    private final Properties content = copy(properties);
    private final InputStream input = System.in;

    private JvmSettings() {}

    /** As they are now. */
    static JvmSettings now() {
        return new JvmSettings();
    }

    /** Has them as they were. */
    void restore() {
        Locale.setDefault(locale);
        Locale.setDefault(Locale.Category.FORMAT, format);
        Locale.setDefault(Locale.Category.DISPLAY, display);
        TimeZone.setDefault(zone);
        System.setProperties(properties);
        // One by one: other threads read them all the while.
        for (Object name : copy(properties).keySet()) {
            if (!content.containsKey(name)) {
                properties.remove(name);
            }
        }
        properties.putAll(content);
        System.setIn(input);
    }

    private static Properties copy(Properties properties) {
        synchronized (properties) {
            Properties copy = new Properties();
            copy.putAll(properties);
            return copy;
        }
    }
}
