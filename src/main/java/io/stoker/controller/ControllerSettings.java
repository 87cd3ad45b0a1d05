package io.stoker.controller;

import com.typesafe.config.Config;
import io.stoker.ledger.LedgerSettings;
import io.stoker.ledger.RetentionSettings;
import io.stoker.schedule.Choice;
import io.stoker.schedule.ScheduleSettings;
import io.stoker.schedule.TaskOrder;
import io.stoker.wire.Settings;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The controller's settings; each is explained in {@code reference.conf}.
 *
 * @param suspectAfter how long an engine may be silent before it is suspected
 * @param downAfter how long a member must be silent and unreachable before it is downed
 * @param commitTimeout how long a commit may take before the ledger counts as hanging
 */
public record ControllerSettings(
        LedgerSettings ledger,
        ScheduleSettings schedule,
        ValueSettings values,
        Duration suspectAfter,
        Duration downAfter,
        Duration commitTimeout) {
    /** Heartbeats come once a second. Tests let them come more often. */
    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(100);

    private static final Pattern CLASS_NAME =
            Pattern.compile("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*");

    public static ControllerSettings from(Config config) {
        return read(config, TaskOrder::named);
    }

    /**
     * Refuses what {@link #from} refuses, but for a class of the order of tasks that is not there: only controllers
     * need have it.
     */
    public static void check(Config config) {
        read(config, ControllerSettings::orderInForm);
    }

    private static TaskOrder orderInForm(String name) {
        return CLASS_NAME.matcher(name).matches() ? TaskOrder.FIFO : TaskOrder.named(name);
    }

    private static ControllerSettings read(Config config, Function<String, TaskOrder> order) {
        Settings settings = new Settings(config);
        return new ControllerSettings(
                ledger(settings),
                schedule(settings, order),
                ValueSettings.from(settings),
                settings.duration("stoker.suspect-after", SHORTEST_SILENCE),
                settings.duration("stoker.down-after", SHORTEST_SILENCE),
                settings.duration("stoker.commit-timeout", Duration.ofMillis(100)));
    }

    private static LedgerSettings ledger(Settings settings) {
        return new LedgerSettings(
                settings.number("stoker.engine-loss-limit", 1),
                settings.duration("stoker.reclaim-after", Duration.ZERO),
                settings.number("stoker.max-open-tasks", 1, Long.MAX_VALUE),
                maxOpenBytes(settings.bytes("stoker.max-open-bytes", 0, Long.MAX_VALUE)),
                retention(settings));
    }

    private static long maxOpenBytes(long bytes) {
        return bytes == 0 ? Runtime.getRuntime().maxMemory() / 2 : bytes;
    }

    private static RetentionSettings retention(Settings settings) {
        return new RetentionSettings(
                settings.duration("stoker.retention.max-age", Duration.ZERO),
                settings.number("stoker.retention.max-tasks", 0, Long.MAX_VALUE),
                settings.bytes("stoker.retention.max-bytes", 0, Long.MAX_VALUE));
    }

    private static ScheduleSettings schedule(Settings settings, Function<String, TaskOrder> order) {
        return new ScheduleSettings(
                settings.parsed("stoker.schedule.order", order),
                settings.oneOf("stoker.schedule.choice", Choice.class),
                settings.number("stoker.schedule.max-prefetch", 0),
                settings.duration("stoker.schedule.prefetch-time", Duration.ZERO),
                settings.duration("stoker.schedule.recall-after", Duration.ZERO),
                settings.duration("stoker.schedule.failure-penalty", Duration.ZERO),
                settings.duration("stoker.unmet-dependency-timeout", Duration.ZERO));
    }
}
