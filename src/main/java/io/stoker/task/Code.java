package io.stoker.task;

import java.util.List;
import java.util.UUID;

/**
 * The classes of a function.
 *
 * @param space within which a name means one class: functions of one space share classes and their static state
 * @param bundles the values in the store that have the classes; none if engines have them all
 */
public record Code(UUID space, List<StoredValue> bundles) {}
