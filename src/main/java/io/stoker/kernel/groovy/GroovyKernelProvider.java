package io.stoker.kernel.groovy;

import io.stoker.kernel.Kernel;
import io.stoker.kernel.KernelProvider;

/** Makes Groovy kernels. */
public final class GroovyKernelProvider implements KernelProvider {
    @Override
    public String name() {
        return "groovy";
    }

    @Override
    public Kernel create() {
        return new GroovyKernel();
    }
}
