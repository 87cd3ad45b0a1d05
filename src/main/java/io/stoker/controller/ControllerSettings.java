package io.stoker.controller;

import com.typesafe.config.Config;
import io.stoker.ledger.LedgerSettings;
import io.stoker.ledger.RetentionSettings;
import io.stoker.schedule.Choice;
import io.stoker.schedule.ScheduleSettings;
import io.stoker.schedule.TaskOrder;
import io.stoker.wire.Settings;
import java.time.Duration;

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
    /** A member says "here" once a second. Tests let it do so more often. */
    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(100);

    public static ControllerSettings from(Config config) {
        Settings settings = new Settings(config);
        return new ControllerSettings(
                ledger(settings),
                schedule(settings),
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

    private static ScheduleSettings schedule(Settings settings) {
        return new ScheduleSettings(
                settings.parsed("stoker.schedule.order", TaskOrder::named),
                settings.oneOf("stoker.schedule.choice", Choice.class),
                settings.number("stoker.schedule.max-prefetch", 0),
                settings.duration("stoker.schedule.prefetch-time", Duration.ZERO),
                settings.duration("stoker.schedule.recall-after", Duration.ZERO),
                settings.duration("stoker.schedule.failure-penalty", Duration.ZERO),
                settings.duration("stoker.unmet-dependency-timeout", Duration.ZERO));
    }
}
