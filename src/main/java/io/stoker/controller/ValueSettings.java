package io.stoker.controller;

import io.stoker.wire.Settings;
import java.time.Duration;

/**
 * What the controller keeps of large values.
 *
 * @param largest how many bytes one may have
 * @param keepUnused for how long one stays that no task and no result refers to
 */
public record ValueSettings(long largest, Duration keepUnused) {

    static ValueSettings from(Settings settings) {
        return new ValueSettings(
                settings.inlineLimit().each(), settings.duration("stoker.keep-unused-values", Duration.ZERO));
    }
}
