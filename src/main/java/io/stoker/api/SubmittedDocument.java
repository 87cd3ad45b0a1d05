package io.stoker.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That tasks were accepted.
 *
 * @param id of the one task; null if several were submitted
 * @param ids of the tasks, in their order; null if it was one alone
 */
public record SubmittedDocument(@Nullable Long id, @Nullable List<Long> ids) {}
