package io.stoker.ledger;

import io.stoker.task.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of which tasks are accepted. */
final class Accepting {
    private final LedgerSettings settings;
    private final LedgerState state;

    Accepting(LedgerSettings settings, LedgerState state) {
        this.settings = settings;
        this.state = state;
    }

    /** @param known the earlier answers to those keys that were answered before */
    Decision submit(Command.Submit c, @Nullable KeyRun[] known, long[] hashes, Now now) {
        boolean unseen = c.retriesSeen() == Command.Submit.RETRIES_UNSEEN;
        if (!unseen && !state.retries().knowsFrom(c.retriesSeen())) {
            return Decision.refuse(
                    Answer.Refusal.LOOK_AGAIN,
                    "the controller no longer knows which of these tasks were retried since they were looked at: look again");
        }
        long[] ids = new long[hashes.length];
        Map<Long, Long> retries = new HashMap<>(); // two programs may have sent the same ones in one message
        int fresh = 0;
        for (int i = 0; i < ids.length; i++) {
            Long original = unseen ? null : Retries.original(c.specs().get(i));
            Long there = known[i] == null ? null : (Long) known[i].task(c.firstKey() + i);
            if (there == null && original != null) {
                Long here = retries.get(original);
                there = here == null ? state.retries().since(c.retriesSeen(), original) : here;
            }
            ids[i] = there == null ? state.nextTask() + fresh++ : there;
            if (original != null) {
                retries.put(original, ids[i]);
            }
        }
        Decision full = full(fresh);
        return full == null ? accept(c, ids, known, hashes, now) : full;
    }

    private @Nullable Decision full(int fresh) {
        long open = state.counts().scheduled() + state.counts().pending();
        if (open + fresh > settings.maxOpenTasks()) {
            return Decision.refuse(
                    Answer.Refusal.FULL,
                    "the ledger holds " + open + " unfinished tasks, and the limit is " + settings.maxOpenTasks()
                            + " (stoker.max-open-tasks): try again when some have ended");
        }
        long bytes = state.openBytes();
        if (bytes >= settings.maxOpenBytes()) {
            return Decision.refuse(
                    Answer.Refusal.FULL,
                    open + " unfinished tasks take " + Words.about(bytes)
                            + " of the controller's memory, and the limit is "
                            + Words.ofBytes(settings.maxOpenBytes())
                            + " (stoker.max-open-bytes, or half of its heap): try again when some have ended, or give it a larger heap");
        }
        return null;
    }

    /** Each run of new tasks by itself; between them are keys of a message before, and retries that there are. */
    private Decision accept(Command.Submit c, long[] ids, @Nullable KeyRun[] known, long[] hashes, Now now) {
        List<Event> events = new ArrayList<>();
        long next = state.nextTask();
        for (int from = 0, to; from < ids.length; from = to) {
            to = from + 1;
            if (known[from] != null) {
                continue;
            }
            if (ids[from] == next) {
                next++;
                while (to < ids.length && ids[to] == next) {
                    next++;
                    to++;
                }
                List<TaskSpec> specs = List.copyOf(c.specs().subList(from, to));
                state.apply(new Event.Accepted(ids[from], specs, now.millis(), c.by()), events);
            }
            KeyRun run = new KeyRun(
                    c.session(),
                    c.firstKey() + from,
                    ids[from],
                    Arrays.copyOfRange(hashes, from, to),
                    now.millis(),
                    KeyRun.NONE);
            state.apply(new Event.Answered(run), events);
        }
        return new Decision(events, new Answer.Accepted(ids));
    }
}
