package io.stoker.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Browsers that have opened a link. A link's code is good once, for {@link #CODE_LIFE}; the session that it begins
 * lasts until the server ends, or many others are used after it.
 */
final class Sessions {
    /** How long a link can be opened. */
    static final Duration CODE_LIFE = Duration.ofMinutes(1);

    static final int MOST_CODES = 64;
    static final int MOST_SESSIONS = 64;

    private final Secrets secrets;
    private final LongSupplier nanos;
    private final Map<String, Code> codes = new LinkedHashMap<>();
    private final Map<String, Caller> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private int last;

    /**
     * A session that has begun.
     *
     * @param secret what the browser is to show
     */
    record Opened(String secret, Caller caller) {}

    private record Code(Capability capability, long madeAt) {}

    /**
     * None yet.
     *
     * @param nanos a clock that is never set
     */
    Sessions(Secrets secrets, LongSupplier nanos) {
        this.secrets = secrets;
        this.nanos = nanos;
    }

    /** A new code for a link. Beyond {@link #MOST_CODES} the oldest is forgotten. */
    synchronized String code(Capability capability) {
        String code = secrets.make();
        codes.put(Secrets.hash(code), new Code(capability, nanos.getAsLong()));
        trim(codes, MOST_CODES);
        return code;
    }

    /**
     * Begins a session; beyond {@link #MOST_SESSIONS} the one that was not used for longest ends.
     *
     * @return null if the code was used, is too old or was never made
     */
    synchronized @Nullable Opened open(String code) {
        Code found = codes.remove(Secrets.hash(code));
        if (found == null || nanos.getAsLong() - found.madeAt > CODE_LIFE.toNanos()) {
            return null;
        }
        last++;
        Caller caller = new Caller("session " + last + " (" + found.capability.word() + ")", found.capability, true);
        String secret = secrets.make();
        sessions.put(Secrets.hash(secret), caller);
        trim(sessions, MOST_SESSIONS);
        return new Opened(secret, caller);
    }

    /** Whose session that is; null if there is none, or no longer. */
    synchronized @Nullable Caller of(String session) {
        return sessions.get(Secrets.hash(session));
    }

    private static void trim(Map<String, ?> map, int most) {
        while (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
