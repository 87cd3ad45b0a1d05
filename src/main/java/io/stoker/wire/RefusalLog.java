package io.stoker.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * Logs why connections were refused: the same once an hour, with how often it has happened meanwhile, since who is
 * refused comes again and again; and not more lines than a {@link BoundedLog}. Any thread may add.
 */
public final class RefusalLog {
    static final int MOST_KNOWN = 100;
    private static final long WITHIN_NANOS = TimeUnit.HOURS.toNanos(1);
    /** What a clock says differs in texts that are the same otherwise. */
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");

    private final BoundedLog log;
    private final LongSupplier ticks;
    private final Map<String, Told> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    private static final class Told {
        private long since;
        private long more;
    }

    /** Warns there. */
    public RefusalLog(Logger log) {
        this(text -> log.warn("{}", text), System::nanoTime);
    }

    RefusalLog(Consumer<String> log, LongSupplier ticks) {
        this.log = new BoundedLog(log, ticks);
        this.ticks = ticks;
    }

    /**
     * Says why something was refused, or counts it.
     *
     * @return whether it was said
     */
    public synchronized boolean add(String text) {
        long tick = ticks.getAsLong();
        String same = withoutTimes(text);
        Told known = told.get(same);
        if (known != null && tick - known.since < WITHIN_NANOS) {
            known.more++;
            return false;
        }
        Told now = new Told();
        now.since = tick;
        told.put(same, now);
        return log.error(
                known == null || known.more == 0
                        ? text
                        : text + " (and " + known.more + " times more since this was logged)");
    }

    static String withoutTimes(String text) {
        return TIME.matcher(text).replaceAll("");
    }
}
