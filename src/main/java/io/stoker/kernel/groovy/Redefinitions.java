package io.stoker.kernel.groovy;

import groovy.lang.Closure;
import groovy.lang.DelegatingMetaClass;
import groovy.lang.MetaClass;
import groovy.lang.MetaMethod;
import groovy.lang.Script;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.reflection.CachedClass;
import org.codehaus.groovy.reflection.ReflectionCache;
import org.jspecify.annotations.Nullable;

/**
 * Leads the calls of one source's own functions to the definition that holds now. A source's functions are methods of a
 * class, and call each other as such; only from the first redefinition on do calls take the way through here, so that
 * functions are as fast as they can be until then.
 */
final class Redefinitions extends DelegatingMetaClass {
    private final Namespace namespace;
    private final Set<String> redefined = ConcurrentHashMap.newKeySet();

    private Redefinitions(MetaClass own, Namespace namespace) {
        super(own);
        this.namespace = namespace;
    }

    static Redefinitions of(Script script, Namespace namespace) {
        if (script.getMetaClass() instanceof Redefinitions already) {
            return already;
        }
        Redefinitions fresh = new Redefinitions(script.getMetaClass(), namespace);
        script.setMetaClass(fresh);
        return fresh;
    }

    void add(String name) {
        redefined.add(name);
    }

    private @Nullable Closure<?> current(String name) {
        return redefined.contains(name) ? namespace.function(name) : null;
    }

    @Override
    public @Nullable Object invokeMethod(Object object, String name, Object[] arguments) {
        Closure<?> function = current(name);
        return function == null ? super.invokeMethod(object, name, arguments) : function.call(arguments);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Groovy declares it
    public @Nullable Object invokeMethod(
            Class sender,
            Object receiver,
            String name,
            Object[] arguments,
            boolean isCallToSuper,
            boolean fromInsideClass) {
        Closure<?> function = isCallToSuper ? null : current(name);
        return function == null
                ? super.invokeMethod(sender, receiver, name, arguments, isCallToSuper, fromInsideClass)
                : function.call(arguments);
    }

    /** For closures, which ask this for a method and call it themselves. */
    @Override
    @SuppressWarnings({"rawtypes", "deprecation"}) // as Groovy declares it, and closures call it
    public @Nullable MetaMethod pickMethod(String name, Class[] types) {
        Closure<?> function = current(name);
        return function == null ? super.pickMethod(name, types) : new Call(name, function);
    }

    /** A function as a method. */
    private static final class Call extends MetaMethod {
        private final String name;
        private final Closure<?> function;

        Call(String name, Closure<?> function) {
            super(new Class<?>[] {Object[].class});
            this.name = name;
            this.function = function;
        }

        @Override
        public int getModifiers() {
            return Modifier.PUBLIC;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public Class<?> getReturnType() {
            return Object.class;
        }

        @Override
        public CachedClass getDeclaringClass() {
            return ReflectionCache.getCachedClass(Script.class);
        }

        @Override
        public @Nullable Object invoke(Object object, Object[] arguments) {
            return function.call(arguments);
        }

        @Override
        public @Nullable Object doMethodInvoke(Object object, Object[] arguments) {
            return function.call(arguments);
        }
    }
}
