package io.stoker.wire;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.stoker.task.SettingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings that something reads: those that a {@code reference.conf} on the class path explains. What stands under
 * {@code stoker.akka} is Akka's, which reads whatever its users make up.
 */
final class KnownSettings {
    private static final String ROOT = "stoker";
    private static final String AKKA = "stoker.akka";

    private final ConfigValue reference = ConfigFactory.defaultReference().getValue(ROOT);

    /** Refuses, with a {@link SettingException}, what stands under {@code stoker} and is read by nothing. */
    void require(Config config) {
        require(config.getValue(ROOT), reference, ROOT);
    }

    /**
     * Refuses names that cannot be a setting of ours, so that {@code retention.max-age} is not taken for
     * {@code stoker.retention.max-age} and ignored.
     */
    void requireOurs(Collection<String> names) {
        for (String name : names) {
            if (!name.startsWith(ROOT + ".")) {
                throw new SettingException("'" + name
                        + "' is not a setting of Stoker: their names begin with 'stoker.'; "
                        + (name.startsWith("akka.") ? "Akka's settings are set as stoker." + name : suggestion(name)));
            }
        }
    }

    private void require(ConfigValue given, @Nullable ConfigValue known, String name) {
        if (name.equals(AKKA)) {
            return;
        }
        if (known == null) {
            refuse(given, name);
        } else if (!(known instanceof ConfigObject group) || group.isEmpty()) {
            requireNoParts(given, known, name);
        } else if (given instanceof ConfigObject parts) {
            parts.forEach((key, value) -> require(value, group.get(key), name(name, key)));
        } else {
            throw new SettingException(name + WireConfig.place(given.origin())
                    + " is a group of settings, not a setting; " + suggestion(name));
        }
    }

    /** Names the setting itself, and not only the group that nobody knows. */
    private void refuse(ConfigValue given, String name) {
        if (given instanceof ConfigObject parts) {
            parts.forEach((key, value) -> refuse(value, name(name, key)));
        }
        throw new SettingException(
                "there is no setting " + name + WireConfig.place(given.origin()) + "; " + suggestion(name));
    }

    private static String name(String group, String key) {
        return group + "." + ConfigUtil.joinPath(key);
    }

    private void requireNoParts(ConfigValue given, ConfigValue known, String name) {
        boolean parts = given.valueType() == ConfigValueType.OBJECT;
        if (parts && known.valueType() != ConfigValueType.OBJECT) {
            throw new SettingException(
                    name + WireConfig.place(given.origin()) + " is a single setting, not a group of settings");
        }
    }

    private String suggestion(String name) {
        return "did you mean " + nearest(name) + "?";
    }

    /**
     * The setting whose last word is this one's if there is such a one, or else the one with the fewest letters
     * changed.
     */
    private String nearest(String name) {
        List<String> all = new ArrayList<>();
        collect(reference, ROOT, all);
        String full = name.startsWith(ROOT) ? name : ROOT + "." + name;
        return all.stream()
                .min(Comparator.comparingInt(
                        each -> lastWord(each).equals(lastWord(full)) ? 0 : EditDistance.between(each, full)))
                .orElse(ROOT);
    }

    private static void collect(ConfigValue value, String name, List<String> into) {
        if (value instanceof ConfigObject group && !group.isEmpty()) {
            if (!name.equals(AKKA)) {
                group.forEach((key, part) -> collect(part, name + "." + key, into));
            }
        } else {
            into.add(name);
        }
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
