package io.stoker.wire.guard;

import akka.actor.ActorSystem;
import akka.event.EventStream;
import akka.event.LoggingFilter;
import akka.event.slf4j.Slf4jLoggingFilter;
import io.stoker.wire.LineBudget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * Bounds what Akka's classes log, each by itself: peers cause most of it, and may do so without end. Named in
 * {@code reference.conf}.
 */
public final class AkkaLogFilter implements LoggingFilter {
    private static final String SERIALIZATION = "akka.serialization.Serialization(";

    private final LoggingFilter levels;
    private final Map<Class<?>, LineBudget> budgets = new ConcurrentHashMap<>();

    /** Called by Akka. */
    public AkkaLogFilter(ActorSystem.Settings settings, EventStream events) {
        this.levels = new Slf4jLoggingFilter(settings, events);
    }

    @Override
    public boolean isErrorEnabled(Class<?> of, String source) {
        return levels.isErrorEnabled(of, source) && admits(of);
    }

    @Override
    public boolean isWarningEnabled(Class<?> of, String source) {
        // Akka's serialization warns of nothing but that our serializers are not Akka's.
        return !source.startsWith(SERIALIZATION) && levels.isWarningEnabled(of, source) && admits(of);
    }

    @Override
    public boolean isInfoEnabled(Class<?> of, String source) {
        return levels.isInfoEnabled(of, source);
    }

    @Override
    public boolean isDebugEnabled(Class<?> of, String source) {
        return levels.isDebugEnabled(of, source);
    }

    private boolean admits(Class<?> of) {
        LineBudget budget = budgets.computeIfAbsent(of, one -> new LineBudget());
        synchronized (budget) {
            return budget.admits(
                    System.nanoTime(), leftOut -> LoggerFactory.getLogger(of).error(LineBudget.omitted(leftOut)));
        }
    }
}
