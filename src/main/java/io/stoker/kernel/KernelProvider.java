package io.stoker.kernel;

import io.stoker.task.Failure;
import org.jspecify.annotations.Nullable;

/** Makes kernels of one language; found by {@link java.util.ServiceLoader}. */
public interface KernelProvider {

    /** The language's name, as "groovy". */
    String name();

    /** A new kernel with an empty namespace. */
    Kernel create();

    /** Why a source does not parse; null if it does. It may still not compile where names mean something else. */
    @Nullable
    Failure check(Kernel.Cell cell);
}
