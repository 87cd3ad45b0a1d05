package io.stoker.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What compiles with an {@link ExecutorService} compiles with Stoker's, and what does not, does not. */
class OverloadsTest {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, Locale.ROOT, null);
    private static final String STOKER = Path.of(URI.create(StokerExecutor.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()))
            .toString();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() throws Exception {
        FILES.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool.submit(() -> 6 * 7);",
                "Future<Integer> f = pool.submit(() -> 6 * 7);",
                "Future<List<String>> f = pool.submit(() -> new ArrayList<>());",
                "Future<?> f = pool.submit(() -> {});",
                "pool.submit(() -> number());",
                "pool.submit(() -> nothing());",
                "pool.submit(() -> { nothing(); });",
                "pool.submit(() -> null);",
                "pool.submit(() -> { throw new IOException(); });",
                "pool.submit(() -> { while (true) {} });",
                "pool.submit(() -> throwing());",
                "pool.submit(Code::number);",
                "pool.submit(Code::nothing);",
                "pool.submit(Code::throwing);",
                "pool.submit(() -> {}, 7);",
                "pool.submit(Code::nothing, 7);",
                "pool.submit(Code::number, 7);",
                "pool.submit(true ? () -> 1 : () -> 2);",
                "pool.execute(() -> {});",
                "pool.execute(() -> number());",
                "pool.execute(Code::number);",
                "pool.execute(Code::nothing);",
                "pool.execute(Code::overloaded);",
                "pool.execute(null);",
                "Callable<Integer> c = () -> 1; Future<Integer> f = pool.submit(c);",
                "Runnable r = () -> {}; pool.submit(r); pool.submit(r, 1); pool.execute(r);",
                "Supplier<Integer> s = () -> 1; Future<Integer> f = pool.submit(s::get);",
                "pool.invokeAll(List.of(() -> 1, () -> 2));",
                "List<Callable<Integer>> all = List.of(() -> 1); int one = pool.invokeAny(all);",
            })
    void shouldCompileAsWithTheJdksOwn(String statement) {
        assertThat(errors("ExecutorService", statement)).isEmpty();
        assertThat(errors("StokerExecutor", statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool.submit(Code::overloaded);",
                "pool.submit(Code::generic);",
                "pool.submit(ArrayList::new);",
                "pool.submit(null);",
                "pool.submit(() -> nothingButThrowing());",
                "pool.execute(() -> nothingButThrowing());",
            })
    void shouldNotCompileAsWithTheJdksOwn(String statement) {
        assertThat(errors("ExecutorService", statement)).isNotEmpty();
        assertThat(errors("StokerExecutor", statement)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StokerCallable<Integer> c = () -> 1; Future<Integer> f = pool.submit(c);",
                "StokerRunnable r = () -> nothingButThrowing(); Future<?> f = pool.submit(r); pool.execute(r);",
                "SerializableRunnable r = () -> {}; pool.submit(r); pool.submit(r, 1); pool.execute(r);",
                "List<StokerCallable<Integer>> all = List.of(() -> 1); int one = pool.invokeAny(all); pool.invokeAll(all);",
                "pool.submit((StokerRunnable) Code::nothingButThrowing);",
                "pool.submit((StokerCallable<Integer>) Code::overloaded);",
                "try (StokerExecutor p = pool) { p.execute(() -> {}); }",
            })
    void shouldCompileWithStokersOwnTypes(String statement) {
        assertThat(errors("StokerExecutor", statement)).isEmpty();
    }

    private String errors(String type, String statement) {
        String source = """
                import io.stoker.client.pool.*;
                import io.stoker.task.*;
                import java.io.*;
                import java.util.*;
                import java.util.concurrent.*;
                import java.util.function.*;

                class Code {
                    static int number() { return 1; }
                    static void nothing() {}
                    static int throwing() throws IOException { return 1; }
                    static void nothingButThrowing() throws IOException {}
                    static int overloaded() { return 1; }
                    static int overloaded(int n) { return n; }
                    static <T> T generic() { return null; }

                    static void use(POOL pool) throws Exception {
                        STATEMENT
                    }
                }
                """.replace("POOL", type).replace("STATEMENT", statement);
        StringWriter errors = new StringWriter();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Code.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> options = List.of("-proc:none", "-d", folder.toString(), "-cp", STOKER);
        boolean compiled = COMPILER.getTask(errors, FILES, null, options, null, List.of(file))
                .call();
        return compiled ? "" : errors.toString();
    }
}
