package io.stoker.cli.shell;

import groovy.lang.DelegatingMetaClass;
import groovy.lang.GroovyRuntimeException;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassRegistry;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.EngineQueue;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.ExecuteResult;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.PendingResult;
import io.stoker.client.multi.PendingView;
import io.stoker.client.multi.ResultList;
import io.stoker.task.Attempt;
import io.stoker.task.Failure;
import io.stoker.task.QueueStatus;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.wrappers.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * What Groovy may do with an object of ours: call its methods in the original's spelling, too, and read those without
 * arguments like fields, as in {@code tr.taskid}.
 */
final class SnakeCaseMetaClass extends DelegatingMetaClass {
    private static final List<Class<?>> TYPES = List.of(
            ClientModule.class,
            Stoker.class,
            TaskClient.class,
            Task.class,
            TaskResult.class,
            Attempt.class,
            QueueStatus.class,
            MultiEngineClient.class,
            EngineView.class,
            PendingView.class,
            PendingResult.class,
            ResultList.class,
            ExecuteResult.class,
            CompositeException.class,
            CompositeException.Part.class,
            Failure.class,
            EngineQueue.class);
    private static final Object[] NOTHING = {};

    /** What the shell adds to {@link EngineView}: in Java there are no magics. */
    static final String ACTIVATE = "activate";

    /** In Java what has {@code map} is a view, or the pending one of it. */
    static final String MAPPER = "mapper";

    /** Who hears of it: the shell of this JVM, as long as that has only one. */
    private static volatile Consumer<EngineView> activation = view -> {};

    private SnakeCaseMetaClass(MetaClass known) {
        super(known);
    }

    /** From now on {@code view.activate()} tells this. */
    static void onActivate(Consumer<EngineView> listener) {
        activation = listener;
    }

    /** For all Groovy code of this JVM. */
    static synchronized void install() {
        MetaClassRegistry registry = GroovySystem.getMetaClassRegistry();
        for (Class<?> type : TYPES) {
            MetaClass known = registry.getMetaClass(type);
            if (!(known instanceof SnakeCaseMetaClass)) {
                SnakeCaseMetaClass snakeCaseMetaClass = new SnakeCaseMetaClass(known);
                snakeCaseMetaClass.initialize();
                registry.setMetaClass(type, snakeCaseMetaClass);
            }
        }
    }

    @Override
    public @Nullable Object invokeMethod(Object object, String name, Object[] arguments) {
        Optional<String> known = method(name);
        // Maps of tasks take Java functions, which a shell has none of: closures exist in their JVM only.
        if (known.isEmpty() || object instanceof TaskClient) {
            Missing.method(object, name).ifPresent(SnakeCaseMetaClass::refuse);
        }
        String method = known.orElse(name);
        if (object instanceof EngineView view && method.equals(ACTIVATE) && arguments.length == 0) {
            activation.accept(view);
            return null;
        }
        if (object instanceof EngineView view && method.equals(MAPPER)) {
            return EngineCalls.mapper(view, arguments);
        }
        OriginalCall call = OriginalCall.of(object, name, method, unwrapped(arguments));
        return call.then().apply(result(object, name, call));
    }

    /** Groovy wraps what is cast where it is given, as in {@code tc.barrier(ids as Set)}. */
    private static @Nullable Object[] unwrapped(Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Wrapper wrapper ? wrapper.unwrap() : argument)
                .toArray();
    }

    private @Nullable Object result(Object object, String name, OriginalCall call) {
        try {
            return call.receiver() == object
                    ? super.invokeMethod(object, call.method(), EngineCalls.gathered(call.method(), call.arguments()))
                    : InvokerHelper.invokeMethod(call.receiver(), call.method(), call.arguments());
        } catch (GroovyRuntimeException e) {
            Forms.refusal(e, name, call).ifPresent(SnakeCaseMetaClass::refuse);
            throw e;
        }
    }

    @Override
    public @Nullable Object invokeMethod(Object object, String name, Object arguments) {
        return super.invokeMethod(object, method(name).orElse(name), arguments);
    }

    @Override
    public @Nullable Object getProperty(Object object, String name) {
        Optional<String> reader = method(name).filter(known -> takesNothing(object, known));
        Missing.reading(object, name, reader.orElse(name)).ifPresent(SnakeCaseMetaClass::refuse);
        if (reader.isEmpty()) {
            Missing.method(object, name).ifPresent(SnakeCaseMetaClass::refuse);
        }
        return reader.isPresent() ? super.invokeMethod(object, reader.get(), NOTHING) : super.getProperty(object, name);
    }

    @Override
    public void setProperty(Object object, String name, @Nullable Object value) {
        Missing.setting(object, name, method(name).orElse(name)).ifPresent(SnakeCaseMetaClass::refuse);
        super.setProperty(object, name, value);
    }

    private static void refuse(IllegalArgumentException refusal) {
        throw refusal;
    }

    private boolean takesNothing(Object object, String method) {
        return !respondsTo(object, method, NOTHING).isEmpty();
    }

    private Optional<String> method(String name) {
        return SnakeCaseAliases.method(getTheClass(), name);
    }
}
