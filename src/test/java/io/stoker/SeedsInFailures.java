package io.stoker;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Has failures of the tests that take their seeds from a method {@code seeds} name their seed. JUnit finds it as a
 * service.
 */
public final class SeedsInFailures implements InvocationInterceptor {
    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        MethodSource source = test.getExecutable().getAnnotation(MethodSource.class);
        if (source == null || !Arrays.asList(source.value()).contains("seeds")) {
            invocation.proceed();
            return;
        }
        long seed = (Long) test.getArguments().get(0);
        try {
            invocation.proceed();
        } catch (Exception | AssertionError failure) {
            throw Seeds.named(seed, failure);
        }
    }
}
