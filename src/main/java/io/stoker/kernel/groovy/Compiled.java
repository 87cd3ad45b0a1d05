package io.stoker.kernel.groovy;

import groovy.lang.Binding;
import groovy.lang.Script;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.MethodClosure;
import org.jspecify.annotations.Nullable;

/**
 * A source that can be run.
 *
 * @param name the name it was compiled under, which stack traces show for good
 * @param type the class made of it; no {@link Script} if the source does nothing but declare classes
 * @param functions the functions it declares
 * @param locals the {@link Locals} it declares, with their lines
 */
record Compiled(String name, Class<?> type, List<String> functions, Map<String, Integer> locals) {
    private static final Class<?>[] MAIN = {String[].class};

    static Compiled of(String name, Class<?> type, Map<String, Integer> locals) {
        return new Compiled(name, type, Script.class.isAssignableFrom(type) ? functionsOf(type) : List.of(), locals);
    }

    private static List<String> functionsOf(Class<?> script) {
        return Arrays.stream(script.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !isGroovys(method))
                .map(Method::getName)
                .distinct()
                .toList();
    }

    /** Rather than the user's own, which may be called {@code run} too, as long as they take an argument. */
    private static boolean isGroovys(Method method) {
        return method.getName().contains("$")
                || (method.getName().equals("run") && method.getParameterCount() == 0)
                || (method.getName().equals("main") && Arrays.equals(method.getParameterTypes(), MAIN));
    }

    /**
     * Runs it. Its functions become names of the namespace first, since they are methods of a class that nobody else
     * will ever see.
     *
     * @return the value of its last expression; null if there is none
     */
    @Nullable
    Object run(Binding namespace) throws ReflectiveOperationException {
        if (Script.class.isAssignableFrom(type)) {
            Script script = InvokerHelper.newScript(type.asSubclass(Script.class), namespace);
            functions.forEach(function -> namespace.setVariable(function, new MethodClosure(script, function)));
            return script.run();
        }
        return null;
    }

    /** The function that the source declares, which is bound to no name, or else the value of its only expression. */
    @Nullable
    Object function(Binding namespace) throws ReflectiveOperationException {
        Script script = InvokerHelper.newScript(type.asSubclass(Script.class), namespace);
        return functions.isEmpty() ? script.run() : new MethodClosure(script, functions.get(0));
    }
}
