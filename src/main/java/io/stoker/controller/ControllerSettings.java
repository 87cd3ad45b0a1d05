package io.stoker.controller;

import com.typesafe.config.Config;
import io.stoker.ledger.LedgerSettings;
import io.stoker.ledger.RetentionSettings;
import io.stoker.schedule.Choice;
import io.stoker.schedule.ScheduleSettings;
import io.stoker.schedule.TaskOrder;
import java.time.Duration;
import java.util.Locale;

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

    public static ControllerSettings from(Config config) {
        Config stoker = config.getConfig("stoker");
        return new ControllerSettings(
                new LedgerSettings(
                        stoker.getInt("engine-loss-limit"),
                        stoker.getDuration("reclaim-after"),
                        stoker.getLong("max-open-tasks"),
                        maxOpenBytes(stoker.getBytes("max-open-bytes")),
                        retention(stoker.getConfig("retention"))),
                schedule(stoker.getConfig("schedule"), stoker.getDuration("unmet-dependency-timeout")),
                ValueSettings.from(stoker),
                stoker.getDuration("suspect-after"),
                stoker.getDuration("down-after"),
                stoker.getDuration("commit-timeout"));
    }

    private static long maxOpenBytes(long bytes) {
        return bytes == 0 ? Runtime.getRuntime().maxMemory() / 2 : bytes;
    }

    private static RetentionSettings retention(Config config) {
        return new RetentionSettings(
                config.getDuration("max-age"), config.getLong("max-tasks"), config.getBytes("max-bytes"));
    }

    private static ScheduleSettings schedule(Config config, Duration unmetDependencyTimeout) {
        return new ScheduleSettings(
                TaskOrder.named(config.getString("order")),
                Choice.valueOf(constant(config.getString("choice"))),
                config.getInt("max-prefetch"),
                config.getDuration("prefetch-time"),
                config.getDuration("recall-after"),
                config.getDuration("failure-penalty"),
                unmetDependencyTimeout);
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
