package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvmSettingsTest {
    private final JvmSettings before = JvmSettings.now();

    @AfterEach
    void restore() {
        before.restore();
    }

    @Test
    void theJvmGoesBackToWhatItHad() {
        System.setProperty("stoker.test.changed", "a");
        Locale format = Locale.getDefault(Locale.Category.FORMAT);
        TimeZone zone = TimeZone.getDefault();
        InputStream input = System.in;
        JvmSettings settings = JvmSettings.now();

        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        Locale.setDefault(Locale.Category.DISPLAY, Locale.JAPAN);
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        System.setProperty("stoker.test.changed", "b");
        System.setProperty("stoker.test.added", "c");
        System.clearProperty("java.io.tmpdir");
        System.setIn(InputStream.nullInputStream());
        settings.restore();

        assertThat(String.format("%.1f", 1.5d)).isEqualTo(String.format(format, "%.1f", 1.5d));
        assertThat(Locale.getDefault(Locale.Category.FORMAT)).isEqualTo(format);
        assertThat(TimeZone.getDefault()).isEqualTo(zone);
        assertThat(System.getProperty("stoker.test.changed")).isEqualTo("a");
        assertThat(System.getProperty("stoker.test.added")).isNull();
        assertThat(System.getProperty("java.io.tmpdir")).isNotNull();
        assertThat(System.in).isSameAs(input);
    }

    @Test
    void propertiesThatWereReplacedComeBack() {
        JvmSettings settings = JvmSettings.now();
        System.setProperties(new Properties());
        settings.restore();
        assertThat(System.getProperty("java.home")).isNotNull();
    }
}
