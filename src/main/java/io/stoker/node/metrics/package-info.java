/**
 * What is measured in a controller's process, with Micrometer, and shown in the format of Prometheus.
 *
 * <p>Start with {@link io.stoker.node.metrics.PrometheusMetrics}. {@code ServingMeters} has the names of what a
 * controller measures while it serves; docs/observability.md has the same names for people, and a test compares them.
 * Beside a client's {@code StokerMeters} only this package mentions Micrometer, so that who has no management port
 * needs no such library.
 */
@NullMarked
package io.stoker.node.metrics;

import org.jspecify.annotations.NullMarked;
