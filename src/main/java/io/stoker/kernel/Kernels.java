package io.stoker.kernel;

import java.util.List;
import java.util.ServiceLoader;

/** The kernels that are on the class path. */
public final class Kernels {
    private Kernels() {}

    /**
     * A new kernel of the language called {@code name}, with an empty namespace.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static Kernel create(String name) {
        return providers().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no kernel '" + name + "' on the class path; there is " + String.join(", ", names())))
                .create();
    }

    /** The names of all kernels on the class path, sorted. */
    public static List<String> names() {
        return providers().stream()
                .map(KernelProvider::name)
                .sorted()
                .distinct()
                .toList();
    }

    private static List<KernelProvider> providers() {
        return ServiceLoader.load(KernelProvider.class, Kernels.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
