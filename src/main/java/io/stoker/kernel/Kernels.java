package io.stoker.kernel;

import io.stoker.task.Failure;
import java.util.List;
import java.util.Optional;
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
        return provider(name).create();
    }

    /** The name itself, if there is a kernel of that name; refuses as {@link #create}. */
    public static String require(String name) {
        return provider(name).name();
    }

    private static KernelProvider provider(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no kernel '" + name + "' on the class path; there is " + String.join(", ", names())));
    }

    /** Why a source of this language does not parse; empty if it does, or nothing here knows the language. */
    public static Optional<Failure> check(String name, Kernel.Cell cell) {
        return find(name).map(provider -> provider.check(cell));
    }

    private static Optional<KernelProvider> find(String name) {
        return providers().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst();
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
