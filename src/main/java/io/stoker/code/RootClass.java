package io.stoker.code;

import java.lang.reflect.Proxy;

/** The class of a function or value that somebody wants to send, which must have a class file. */
final class RootClass {
    /**
     * How the names of classes continue that the JVM makes for lambdas, behind the name of the class that has the code.
     */
    private static final String LAMBDA = "$$Lambda";

    private RootClass() {}

    /** The name of a class; of a lambda that of the class in which it stands. */
    static String standingIn(Class<?> type) {
        int lambda = type.getName().indexOf(LAMBDA);
        return type.isHidden() && lambda >= 0 ? type.getName().substring(0, lambda) : type.getName();
    }

    /**
     * The name of the class file that has its code, as {@code com/acme/Pricer}: of an array that of its elements, of a
     * lambda that of the class in which it was written.
     *
     * @throws UnsendableClassException if it was made at run time
     */
    static String nameOf(Class<?> root) {
        Class<?> type = root;
        while (type.isArray()) {
            type = type.getComponentType();
        }
        if (Proxy.isProxyClass(type)) {
            throw new UnsendableClassException(
                    describe(type) + " is a proxy, which exists only in this JVM, so that engines"
                            + " cannot have it. Send a lambda or an object of a class of your own instead.");
        }
        if (type.isHidden() && !type.getName().contains(LAMBDA)) {
            throw new UnsendableClassException(describe(type) + " is a hidden class, which exists only in this JVM, so"
                    + " that engines cannot have it. Send an object of a class with a name instead.");
        }
        return standingIn(type).replace('.', '/');
    }

    /**
     * A name for which there is no class file: whether there is a class all the same is known only to its loader.
     *
     * @throws UnsendableClassException if there is one
     */
    static void requireNone(String name, ClassLoader loader) {
        try {
            throw withoutFile(Class.forName(name.replace('/', '.'), false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return; // There is none.
        }
    }

    static UnsendableClassException withoutFile(Class<?> root) {
        return new UnsendableClassException("the class loader of " + describe(root) + ", " + root.getClassLoader()
                + ", has no class file of it, so that it cannot be sent to engines: it was probably made at run time,"
                + " by a shell or a script. Write the function in a class that is compiled to a file.");
    }

    static UnsendableClassException inAnotherVersion(Class<?> root) {
        return new UnsendableClassException(describe(root) + " of the class loader " + root.getClassLoader()
                + " is not the class of that name that this session has sent before, from another class loader or jar."
                + " Engines can have only one of them: give one another name, or send it in a session of its own.");
    }

    private static String describe(Class<?> type) {
        return type.getTypeName();
    }
}
