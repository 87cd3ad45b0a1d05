package io.stoker.controller;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What the controller keeps of large values.
 *
 * @param largest how many bytes one may have
 * @param keepUnused for how long one stays that no task and no result refers to
 */
public record ValueSettings(long largest, Duration keepUnused) {

    static ValueSettings from(Config stoker) {
        return new ValueSettings(stoker.getBytes("max-value-size"), stoker.getDuration("keep-unused-values"));
    }
}
