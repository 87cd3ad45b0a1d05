package io.stoker.kernel.groovy;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import io.stoker.kernel.Kernel.Cell;

/** Runs thousands of different sources in a JVM of its own, by the kernel or by a plain GroovyShell. */
final class ManyScripts {
    private ManyScripts() {}

    public static void main(String[] args) {
        int count = Integer.parseInt(args[1]);
        if (args[0].equals("kernel")) {
            byKernel(count);
        } else {
            byShell(count);
        }
    }

    private static void byKernel(int count) {
        try (GroovyKernel kernel = new GroovyKernel()) {
            for (int i = 0; i < count; i++) {
                Object failure =
                        kernel.execute(new Cell(i, "Task" + i, source(i))).failure();
                if (failure != null) {
                    throw new AssertionError("after " + i + " scripts: " + failure);
                }
            }
        }
    }

    private static void byShell(int count) {
        GroovyShell shell = new GroovyShell(new Binding());
        for (int i = 0; i < count; i++) {
            shell.evaluate(source(i), "Task" + i + ".groovy");
        }
    }

    private static String source(int i) {
        // Closures are classes of their own, and dear to compile.
        return i % 10 == 0 ? "a = [1, 2].collect { it * " + i + " }" : "a = " + i;
    }
}
