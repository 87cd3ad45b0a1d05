package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.client.ClientSettings;
import io.stoker.controller.ControllerSettings;
import io.stoker.engine.EngineSettings;
import io.stoker.node.NodeSettings;
import io.stoker.wire.MembershipSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Config REFERENCE = ConfigFactory.parseString(text());

    @Test
    void everyKeyIsReadAndEveryReadKeyIsThere() {
        Set<String> read = new TreeSet<>();
        Config config = recording(REFERENCE.resolve(), "", read);
        ControllerSettings.from(config);
        EngineSettings.from(config);
        ClientSettings.from(config);
        MembershipSettings.from(config);
        NodeSettings.from(config);
        Set<String> there = new TreeSet<>();
        REFERENCE.withoutPath("stoker.akka").entrySet().forEach(entry -> there.add(entry.getKey()));
        // A map that is empty has no keys.
        read.removeIf(key -> REFERENCE.getValue(key).unwrapped() instanceof Map<?, ?> map && map.isEmpty());
        assertThat(read).isEqualTo(there);
    }

    @Test
    void everyKeyIsExplained() {
        List<String> lines = text().lines().toList();
        for (String key : REFERENCE.getConfig("stoker").withoutPath("akka").entrySet().stream()
                .map(entry -> entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1))
                .toList()) {
            int line = 0;
            while (!lines.get(line).strip().startsWith(key + " =")) {
                line++;
            }
            assertThat(lines.get(line - 1).strip()).as("the line before " + key).startsWith("#");
        }
    }

    private static Config recording(Config real, String prefix, Set<String> read) {
        return (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
                    String path = arguments != null && arguments.length > 0 ? prefix + arguments[0] : prefix;
                    if (method.getName().equals("getConfig")) {
                        return recording(real.getConfig((String) arguments[0]), path + ".", read);
                    }
                    read.add(path);
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static String text() {
        try (InputStream in = SettingsTest.class.getResourceAsStream("/reference.conf")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
