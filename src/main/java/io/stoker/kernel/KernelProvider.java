package io.stoker.kernel;

/** Makes kernels of one language; found by {@link java.util.ServiceLoader}. */
public interface KernelProvider {

    /** The language's name, as "groovy". */
    String name();

    /** A new kernel with an empty namespace. */
    Kernel create();
}
