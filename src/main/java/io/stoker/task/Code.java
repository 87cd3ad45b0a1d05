package io.stoker.task;

import java.util.List;
import java.util.UUID;

/**
 * The classes of a function.
 *
 * @param client the client that has the classes, by its instance; whoever lacks one asks it
 * @param space within which a name means one class: functions of one space share classes and their static state
 * @param bundles the values in the store that have the classes; none if engines have them all
 */
public record Code(String client, UUID space, List<StoredValue> bundles) {}
