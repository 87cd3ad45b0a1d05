package io.stoker.cli.shell;

import groovy.lang.DelegatingMetaClass;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassRegistry;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Attempt;
import io.stoker.task.QueueStatus;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Groovy may do with an object of ours: call its methods in the original's spelling, too, and read those without
 * arguments like fields, as in {@code tr.taskid}.
 */
final class Spelled extends DelegatingMetaClass {
    private static final List<Class<?>> TYPES =
            List.of(Stoker.class, TaskClient.class, Task.class, TaskResult.class, Attempt.class, QueueStatus.class);
    private static final Object[] NOTHING = {};

    private Spelled(MetaClass known) {
        super(known);
    }

    /** For all Groovy code of this JVM. */
    static synchronized void install() {
        MetaClassRegistry registry = GroovySystem.getMetaClassRegistry();
        for (Class<?> type : TYPES) {
            MetaClass known = registry.getMetaClass(type);
            if (!(known instanceof Spelled)) {
                Spelled spelled = new Spelled(known);
                spelled.initialize();
                registry.setMetaClass(type, spelled);
            }
        }
    }

    @Override
    public @Nullable Object invokeMethod(Object object, String name, Object[] arguments) {
        String method = method(name).orElse(name);
        OriginalCall call =
                object instanceof TaskClient ? OriginalCall.of(method, arguments) : new OriginalCall(method, arguments);
        return super.invokeMethod(object, call.method(), call.arguments());
    }

    @Override
    public @Nullable Object invokeMethod(Object object, String name, Object arguments) {
        return super.invokeMethod(object, method(name).orElse(name), arguments);
    }

    @Override
    public @Nullable Object getProperty(Object object, String name) {
        Optional<String> reader = method(name).filter(known -> takesNothing(object, known));
        return reader.isPresent() ? super.invokeMethod(object, reader.get(), NOTHING) : super.getProperty(object, name);
    }

    private boolean takesNothing(Object object, String method) {
        return !respondsTo(object, method, NOTHING).isEmpty();
    }

    private Optional<String> method(String name) {
        return Spelling.method(getTheClass(), name);
    }
}
