package io.stoker.engine;

import io.stoker.kernel.Kernel;
import io.stoker.kernel.Output;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.task.FunctionBody;
import io.stoker.task.InlineLimit;
import io.stoker.task.Payload;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.Values;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does direct calls in the kernel, on the task thread. Whatever goes wrong is an answer. */
final class CallRunner {
    private static final int MOST_DISPLAYED = 8 << 10;

    private final PreparedKernel kernel;
    private final EngineIdentity identity;
    private final DirectValues values;
    private final InlineLimit limit;
    private final DirectSessions sessions;
    private volatile @Nullable Live live;

    /** A call that prints while it runs. */
    private record Live(Incoming call, LivePrint print) {}

    /** What a call has brought, and which of it the caller has to fetch. */
    private record Brought(Map<String, Payload> values, List<UUID> kept) {
        static final Brought NOTHING = new Brought(Map.of(), List.of());
    }

    CallRunner(
            PreparedKernel kernel,
            EngineIdentity identity,
            DirectValues values,
            InlineLimit limit,
            DirectSessions sessions) {
        this.kernel = kernel;
        this.identity = identity;
        this.values = values;
        this.limit = limit;
        this.sessions = sessions;
    }

    /**
     * Does the call and answers it.
     *
     * @param cell its number among all that the kernel does, for interrupting it
     * @param threads those that may print for it
     */
    void run(Incoming call, long cell, TaskThreads threads) {
        try {
            if (call.call() instanceof ToDirect.Execute execute) {
                execute(call, execute, cell, threads);
            } else if (call.call() instanceof ToDirect.CallFunction function) {
                callFunction(call, function, cell, threads);
            } else if (call.call() instanceof ToDirect.History history) {
                answer(call, executed(call, kernel.history().get(history.execution())), List.of());
            } else {
                Brought brought = bring(call.call(), cell);
                answer(call, new ToCaller.Answered(call.number(), null, brought.values()), brought.kept());
            }
        } catch (Refusal e) {
            fail(call, e.failure());
        } catch (NoSuchElementException e) {
            fail(call, Failure.of(Failure.Kind.PULL, "MissingResult", String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            fail(call, Failures.of(e));
        } finally {
            values.drop(call.call().brought());
        }
    }

    private void fail(Incoming call, Failure failure) {
        answer(call, new ToCaller.Answered(call.number(), failure, Map.of()), List.of());
    }

    private void answer(Incoming call, ToCaller.Answer answer, List<UUID> kept) {
        sessions.answer(call.line(), ToDirect.IN_TURN, answer, kept);
    }

    /** Why a call is not done, on the way out of the methods that find it. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        Refusal(Failure failure) {
            super(failure.text());
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }

        static void unlessNull(@Nullable Failure failure) {
            if (failure != null) {
                throw new Refusal(failure.bounded());
            }
        }
    }

    private void execute(Incoming incoming, ToDirect.Execute call, long cell, TaskThreads threads) {
        History.Entry entry = captured(
                incoming,
                call.live(),
                threads,
                output -> kernel.execute(cell, call.name(), call.source(), output, MOST_DISPLAYED));
        answer(incoming, executed(incoming, entry), List.of());
    }

    private void callFunction(Incoming incoming, ToDirect.CallFunction call, long cell, TaskThreads threads) {
        Refusal.unlessNull(kernel.prepare(cell));
        FunctionBody body = new FunctionBody(
                call.text(), call.code(), Map.of(FunctionBody.FUNCTION, Payload.of(bytes(call.function()))), List.of());
        Refusal.unlessNull(lacking(kernel.fetch(incoming, body)));
        Kernel.Pulled called = captured(incoming, call.live(), threads, output -> kernel.call(cell, body, output));
        // What a function threw is small enough to travel with its failure.
        Brought brought = called.failure() == null
                ? offered(called.values())
                : new Brought(Payload.of(called.values()), List.of());
        ToCaller.Answer answer = new ToCaller.Answered(incoming.number(), called.failure(), brought.values());
        answer(incoming, answer, brought.kept());
    }

    /** What the store refuses to give, the caller can bring there again. */
    private static @Nullable Failure lacking(@Nullable Failure failure) {
        if (failure == null || !failure.type().equals(RefusedException.class.getName())) {
            return failure;
        }
        return Failure.of(
                Failure.Kind.SYSTEM,
                ToDirect.CallFunction.MISSING_CLASSES,
                failure.message() + "; the function was not called, and can be called again");
    }

    /** Does what prints, and hands on what it prints while it runs if that is wanted. */
    private <T> T captured(Incoming call, boolean wanted, TaskThreads threads, Function<Output.Capture, T> work) {
        LivePrint print = new LivePrint(call.number());
        Live now = wanted ? new Live(call, print) : null;
        live = now;
        try (Output.Capture output =
                wanted ? Output.capture(print, threads.helpers()) : Output.capture(threads.helpers())) {
            return work.apply(output);
        } finally {
            live = null;
            tell(now);
        }
    }

    private static ToCaller.Executed executed(Incoming call, History.Entry entry) {
        return new ToCaller.Executed(
                call.number(),
                entry.failure(),
                entry.number(),
                entry.source(),
                entry.stdout(),
                entry.stderr(),
                entry.display());
    }

    /** Hands on what the running call has printed, unless its caller does not keep up; may be called by any thread. */
    void tellPrinted() {
        Live now = live;
        if (now != null && sessions.isListening(now.call())) {
            tell(now);
        }
    }

    /** Keeps the order of printing. */
    private synchronized void tell(@Nullable Live now) {
        if (now != null) {
            now.print().take().forEach(printed -> sessions.printed(now.call(), printed));
        }
    }

    private Brought bring(ToDirect.Call call, long cell) {
        Refusal.unlessNull(kernel.prepare(cell));
        if (call instanceof ToDirect.Push push) {
            Map<String, byte[]> bytes = new LinkedHashMap<>();
            push.values().forEach((name, value) -> bytes.put(name, bytes(value)));
            kernel.push(bytes);
        } else if (call instanceof ToDirect.Pull pull) {
            Kernel.Pulled pulled = kernel.pull(cell, pull.names());
            Refusal.unlessNull(pulled.failure());
            return offered(pulled.values());
        } else if (call instanceof ToDirect.Define define) {
            Refusal.unlessNull(kernel.define(cell, define.functions()));
        } else if (call instanceof ToDirect.Sources sources) {
            Kernel.Sources found = kernel.sources(sources.names());
            Refusal.unlessNull(found.failure());
            Map<String, byte[]> encoded = new LinkedHashMap<>();
            found.functions().forEach((name, source) -> encoded.put(name, Values.encode(name, source)));
            return offered(encoded);
        } else if (call instanceof ToDirect.Apply apply) {
            Kernel.Pulled pulled = kernel.apply(cell, apply.function(), apply.first(), bytes(apply.rows()));
            Refusal.unlessNull(pulled.failure());
            return offered(pulled.values());
        } else if (call instanceof ToDirect.Keys) {
            return offered(Map.of("", Values.encode("keys", kernel.names())));
        } else if (call instanceof ToDirect.Properties properties) {
            change(properties);
            return new Brought(Payload.of(identity.properties().now().encoded()), List.of());
        } else if (call instanceof ToDirect.Reset) {
            kernel.reset();
            identity.change(before -> identity.initial());
        } else {
            throw new StokerException("this engine does not know the call " + call.describe());
        }
        return Brought.NOTHING;
    }

    private byte[] bytes(Payload value) {
        return value instanceof Payload.Inline inline ? inline.bytes() : values.take((StoredValue) value);
    }

    private Brought offered(Map<String, byte[]> encoded) {
        long bytes = encoded.values().stream().mapToLong(value -> value.length).sum();
        Set<byte[]> excess = limit.excess(encoded.values(), bytes, "the pulled values");
        Map<String, Payload> payloads = new LinkedHashMap<>();
        List<UUID> kept = new ArrayList<>();
        encoded.forEach((name, value) -> {
            if (excess.contains(value)) {
                StoredValue offered = values.offer(value);
                kept.add(offered.id());
                payloads.put(name, offered);
            } else {
                payloads.put(name, Payload.of(value));
            }
        });
        return new Brought(payloads, kept);
    }

    /** All or none. */
    private void change(ToDirect.Properties call) {
        identity.change(before -> {
            EngineProperties now = call.clear() ? identity.initial() : before;
            for (String name : call.remove()) {
                if (!now.encoded().containsKey(name)) {
                    throw new Refusal(Failure.of(
                            Failure.Kind.PULL, "MissingProperty", "the engine has no property '" + name + "'"));
                }
                now = now.with(name, null);
            }
            for (Map.Entry<String, byte[]> entry : call.set().entrySet()) {
                now = now.with(entry.getKey(), Values.decode(entry.getValue()));
            }
            return now;
        });
    }
}
