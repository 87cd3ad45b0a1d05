package io.stoker.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A jar of a class that nothing else has. */
final class CompiledJar {
    private CompiledJar() {}

    /**
     * Compiles a class, and puts it and the classes in it into a jar.
     *
     * @return the jar
     */
    static Path write(Path jar, String className, String source) {
        try {
            Path folder = Files.createTempDirectory(jar.getParent(), "compiled");
            Path file = Files.writeString(
                    folder.resolve(className.substring(className.lastIndexOf('.') + 1) + ".java"), source);
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            int failed = compiler.run(null, null, null, "-d", folder.toString(), file.toString());
            if (failed != 0) {
                throw new IllegalArgumentException("javac does not compile " + source);
            }
            Files.delete(file);
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out)) {
                for (Path each : classes(folder)) {
                    entries.putNextEntry(new JarEntry(folder.relativize(each).toString()));
                    entries.write(Files.readAllBytes(each));
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
