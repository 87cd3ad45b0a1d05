package io.stoker.engine;

import io.stoker.code.CodeLoader;
import io.stoker.code.CodeLoaders;
import io.stoker.code.JavaValues;
import io.stoker.code.ReadLimits;
import io.stoker.code.ThrownValue;
import io.stoker.kernel.Kernel.Limit;
import io.stoker.kernel.Kernel.Pulled;
import io.stoker.kernel.RunningCell;
import io.stoker.task.CurrentTask;
import io.stoker.task.Failure;
import io.stoker.task.FunctionBody;
import io.stoker.task.MapBlock;
import io.stoker.task.ResultBody;
import io.stoker.task.StaticCall;
import io.stoker.task.StokerCallable;
import io.stoker.task.StoredValue;
import io.stoker.task.Subject;
import io.stoker.task.TaskContext;
import io.stoker.task.TaskRejectException;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.Values;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls Java functions: beside the kernel, on the same thread and with the same namespace. */
final class FunctionCalls {
    /** Half of what an engine gives an interrupted attempt before it ends itself, as for sources. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** So many sessions' classes are kept loaded, with their static state. */
    private static final int MOST_SPACES = 8;
    /** The classes of these and of earlier sessions, so that the same ones need not be fetched again. */
    private static final long MOST_CODE_BYTES = 64L << 20;
    /** Of an exception: what is larger travels as text. */
    private static final int LARGEST_THROWN = 32 << 10;

    private final CodeLoaders loaders;
    private final ClientCode clientCode;
    private final RunningCell running = new RunningCell(PATIENCE);

    /** @param clientCode asks for what functions lack while they run */
    FunctionCalls(ClientCode clientCode) {
        this.clientCode = clientCode;
        loaders = new CodeLoaders(FunctionCalls.class.getClassLoader(), MOST_SPACES, MOST_CODE_BYTES, clientCode);
    }

    /** The bundles of classes that have to be fetched before the function can be called. */
    List<StoredValue> lacks(FunctionBody body) {
        return loaders.lacks(body.code().bundles());
    }

    /**
     * Reads the function and calls it.
     *
     * @param cell its number, for {@link #interrupt}
     * @param function the written function
     * @param fetched the bundles that were lacking
     * @return under {@link ResultBody#VALUE} what it returned, or beside the failure what it threw
     */
    Pulled call(
            long cell,
            FunctionBody body,
            byte[] function,
            Map<StoredValue, byte[]> fetched,
            TaskContext context,
            Limit limit) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        running.begin(cell);
        CurrentTask.set(context);
        clientCode.running(body.code());
        try {
            CodeLoader loader = loaders.loader(body.code().space(), body.code().bundles(), fetched);
            thread.setContextClassLoader(loader);
            Pulled called = call(function, loader, limit);
            return running.isInterrupted() ? Pulled.failed(FunctionFailures.interrupted(called.failure())) : called;
        } catch (Throwable e) {
            return Pulled.failed(FunctionFailures.of(Failure.Kind.SYSTEM, e));
        } finally {
            clientCode.running(null);
            CurrentTask.set(null);
            thread.setContextClassLoader(before);
            running.end();
        }
    }

    private static Pulled call(byte[] written, ClassLoader loader, Limit limit) {
        StokerCallable<?> function;
        try {
            function = (StokerCallable<?>) Objects.requireNonNull(
                    JavaValues.decode(written, loader, ReadLimits.DEFAULT, CodeLoader::isOfEngine), "there is none");
        } catch (Throwable e) {
            return Pulled.failed(FunctionFailures.unreadable(e));
        }
        Object value;
        try {
            value = function instanceof StaticCall named ? named.call(loader) : function.call();
        } catch (TaskRejectException e) {
            return Pulled.failed(FunctionFailures.of(Failure.Kind.REJECTED, e));
        } catch (MapBlock.FailedException e) {
            return thrown("at element " + e.index() + ": ", Objects.requireNonNull(e.getCause()));
        } catch (Throwable e) {
            return thrown("", e);
        }
        return returned(function, value, limit);
    }

    private static Pulled returned(StokerCallable<?> function, @Nullable Object value, Limit limit) {
        try {
            byte[] bytes = function instanceof StaticCall // whose caller need not have the classes
                    ? Values.encode(Subject.returned(), value, (int) Math.min(limit.bytes(), Values.MAX_BYTES))
                    : JavaValues.encode(Subject.returned(), value, limit.bytes())
                            .bytes();
            return new Pulled(Map.of(ResultBody.VALUE, bytes), null);
        } catch (UnsendableValueException e) {
            return Pulled.failed(FunctionFailures.unsendable(e));
        } catch (Throwable e) { // the value's own methods may throw anything
            return thrown("", e);
        }
    }

    /** @param where stands before the message; may be empty */
    private static Pulled thrown(String where, Throwable thrown) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        try {
            values.put(
                    ResultBody.VALUE, ThrownValue.encode(thrown, LARGEST_THROWN).bytes());
        } catch (Throwable e) {
            values.clear(); // the failure tells of it as text
        }
        return new Pulled(values, FunctionFailures.of(Failure.Kind.USER_CODE, where, thrown));
    }

    /** The call is to end, if it is the one that runs or one to come. May be called by any thread. */
    void interrupt(long cell) {
        running.interrupt(cell);
    }
}
