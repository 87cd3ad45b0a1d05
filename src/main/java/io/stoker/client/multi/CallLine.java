package io.stoker.client.multi;

import akka.actor.typed.ActorRef;
import io.stoker.task.StokerException;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.WireMessage;
import io.stoker.wire.values.Transfers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this client to one engine, which does them in the order in which they were made here. What is not
 * answered is sent again; the engine does nothing twice. Thread-safe; ticks are nanoseconds.
 */
final class CallLine {
    private static final long REPEAT_NANOS = 2_000_000_000L;
    private static final long EXPECTED_NANOS = 200_000_000L;
    /** They are kept here and at the engine, each with what it brings. */
    private static final int MOST_OPEN = 10_000;
    /** So many are sent at once. */
    private static final int WINDOW = 64;

    private final String engine;
    private final int id;
    private final long serial;
    private final String caller;
    private final Transfers transfers = new Transfers();
    private final TreeMap<Long, Open> open = new TreeMap<>();
    private @Nullable ActorRef<ToDirect> ref;
    private @Nullable StokerException lost;
    private long last;
    private long heard;
    private boolean acknowledge;
    private long expected;
    private long expectedAt;

    /** Makes the message of a call. */
    interface Wording {
        ToDirect.Call message(ToDirect.Line line, long number, ActorRef<ToCaller> replyTo);
    }

    /** A call that was made and is not over. */
    private static final class Open {
        final CompletableFuture<ToCaller.Answer> answer = new CompletableFuture<>();
        final BiConsumer<Boolean, String> prints;

        @Nullable
        Wording wording;

        boolean sent;
        boolean answered;
        boolean over;
        long tick;

        Open(BiConsumer<Boolean, String> prints) {
            this.prints = prints;
        }
    }

    /**
     * @param serial tells the lines of a caller apart
     * @param last the number of the last call to this engine, on an earlier line
     */
    CallLine(String engine, int id, long serial, String caller, long last) {
        this.engine = engine;
        this.id = id;
        this.serial = serial;
        this.caller = caller;
        this.last = last;
    }

    String engine() {
        return engine;
    }

    /** The engine's small id. */
    int id() {
        return id;
    }

    long serial() {
        return serial;
    }

    Transfers transfers() {
        return transfers;
    }

    /** The number of the last call that was made. */
    synchronized long last() {
        return last;
    }

    /** @throws TooManyCallsException if no other call should be made before some are over */
    synchronized void requireRoom() {
        if (open.size() >= MOST_OPEN) {
            throw new TooManyCallsException(id, open.size());
        }
    }

    /**
     * Makes a call, whose message may come later: calls after it wait for that.
     *
     * @param prints hears what the call prints: whether as an error, and what
     */
    synchronized Call call(BiConsumer<Boolean, String> prints) {
        Open one = new Open(prints);
        if (lost != null) {
            one.answer.completeExceptionally(lost);
            return new Call(-1, one.answer);
        }
        last++;
        open.put(last, one);
        return new Call(last, one.answer);
    }

    /**
     * A call that was made.
     *
     * @param number its number; -1 if it has failed already
     */
    record Call(long number, CompletableFuture<ToCaller.Answer> answer) {}

    /** The message of a call is ready. */
    synchronized void ready(Call call, Wording wording) {
        Open one = open.get(call.number());
        if (one != null) {
            one.wording = wording;
        }
    }

    /** The call cannot be made; its number is used up by a call that does nothing. */
    void fail(Call call, Throwable reason) {
        synchronized (this) {
            Open one = open.get(call.number());
            if (one != null) {
                one.wording = (line, number, replyTo) -> new ToDirect.Push(line, number, Map.of(), replyTo);
            }
        }
        call.answer().completeExceptionally(reason);
    }

    /** The messages to send now; in order, and none behind a call that is not ready. */
    synchronized List<ToDirect> due(long tick, ActorRef<ToCaller> replyTo) {
        List<ToDirect> due = new ArrayList<>();
        ToDirect.Line line = new ToDirect.Line(WireMessage.VERSION, engine, caller, acknowledged());
        for (Map.Entry<Long, Open> entry : open.entrySet()) {
            Open one = entry.getValue();
            if (one.wording == null || due.size() >= WINDOW) {
                break;
            }
            if (!one.answered && (!one.sent || tick - one.tick > REPEAT_NANOS)) {
                one.sent = true;
                one.tick = tick;
                due.add(one.wording.message(line, entry.getKey(), replyTo));
            }
        }
        if (due.isEmpty() && acknowledge) {
            due.add(new ToDirect.Acknowledged(line));
        }
        acknowledge = false;
        return due;
    }

    private long acknowledged() {
        return open.isEmpty() ? last : open.firstKey() - 1;
    }

    /** Whatever was sent may be lost. */
    synchronized void sendAgain() {
        open.values().forEach(one -> one.sent = false);
    }

    /** The engine has answered; the call stays open until {@link #over}, as its large values are to be fetched. */
    void answered(ToCaller.Answer answer, long tick) {
        Open one;
        synchronized (this) {
            heard = tick;
            one = open.get(answer.number());
            if (one == null || one.answered) {
                acknowledge = true;
                return;
            }
            one.answered = true;
            close(answer.number(), one);
        }
        one.answer.complete(answer);
    }

    /** All of the call's answer is here, or it has failed: then the engine still has to hear of its number. */
    synchronized void over(Call call) {
        Open one = open.get(call.number());
        if (one != null) {
            one.over = true;
            close(call.number(), one);
        }
    }

    private void close(long number, Open one) {
        if (one.answered && one.over) {
            open.remove(number);
            acknowledge = true;
        }
    }

    void printed(ToCaller.Printed printed, long tick) {
        Open one;
        synchronized (this) {
            heard = tick;
            one = open.get(printed.number());
        }
        if (one != null) {
            one.prints.accept(printed.error(), printed.text());
        }
    }

    /** The engine expects this call next. It says so for each one that comes too early, and once is enough. */
    synchronized void expected(long number, long tick) {
        if (expected == number && tick - expectedAt < EXPECTED_NANOS) {
            return;
        }
        expected = number;
        expectedAt = tick;
        open.tailMap(number, true).values().forEach(one -> one.sent = false);
    }

    /** The engine is there now. */
    void at(ActorRef<ToDirect> now, long tick) {
        synchronized (this) {
            heard = tick;
            if (!now.equals(ref)) {
                ref = now;
                sendAgain();
            }
        }
        transfers.keptBy(now); // which may have been told of it before its actor was there
    }

    /** Where the engine is has to be found out anew. */
    void forgetPlace() {
        synchronized (this) {
            ref = null;
            sendAgain();
        }
        transfers.forgetKeeper();
    }

    synchronized @Nullable ActorRef<ToDirect> ref() {
        return ref;
    }

    /** Whether the controller is to be asked for the engine: it is not known where it is, or it says nothing. */
    synchronized boolean isWondering(long tick) {
        return !open.isEmpty() && lost == null && (ref == null || tick - heard > REPEAT_NANOS);
    }

    /** The engine is gone: what is open fails, and so does all that follows. */
    void lost(StokerException reason) {
        List<Open> all;
        synchronized (this) {
            lost = reason;
            all = List.copyOf(open.values());
            open.clear();
        }
        transfers.failAll(reason);
        all.forEach(one -> one.answer.completeExceptionally(reason));
    }
}
