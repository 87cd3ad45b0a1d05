package io.stoker.code;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The step from a lambda or method reference into a value that it has captured.
 *
 * @param name of the variable, as far as it is known; {@code this} for the object around a lambda
 */
record Capture(String name) {
    static final Capture THIS = new Capture("this");

    /** Compilers name the methods of lambdas like this; all others are referred to. */
    private static final String LAMBDA = "lambda$";

    boolean isThis() {
        return equals(THIS);
    }

    /** The steps to all captured values, in their order. */
    static List<Capture> all(SerializedLambda lambda, @Nullable ClassLoader loader) {
        List<Capture> captures = new ArrayList<>();
        int count = lambda.getCapturedArgCount();
        if (!lambda.getImplMethodName().startsWith(LAMBDA)) {
            for (int i = 0; i < count; i++) {
                captures.add(new Capture("the object of the method reference"));
            }
            return captures;
        }
        boolean hasThis = lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
        Map<Integer, String> names = LocalVariables.of(lambda, loader);
        MethodType type = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
        int slot = 0;
        for (int i = 0; i < count; i++) {
            if (hasThis && i == 0) {
                captures.add(THIS);
                slot++;
            } else {
                captures.add(new Capture(names.getOrDefault(slot, "captured value " + (i + 1))));
                Class<?> parameter = type.parameterType(hasThis ? i - 1 : i);
                slot += parameter == long.class || parameter == double.class ? 2 : 1;
            }
        }
        return captures;
    }
}
