package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Kernel.Cell;
import io.stoker.kernel.Kernel.Limit;
import io.stoker.kernel.Kernel.Pulled;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class GroovyInterruptTest {
    private final GroovyKernel kernel = new GroovyKernel(Duration.ofMillis(100));
    private final CountDownLatch started = new CountDownLatch(1);

    @AfterEach
    void close() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "Thread.sleep(1_000_000)",
                "sleep(1_000_000)",
                "this.sleep(1_000_000)",
                "[1].each { sleep(1_000_000) }",
                "[1].each { [2].each { sleep 1_000_000 } }",
                "class Sleep { static go() { sleep(1_000_000) } }; Sleep.go()",
                "class Sleep2 { def go() { [1].each { sleep(1_000_000) } } }; new Sleep2().go()",
                "while (true) { try { while (true) {} } catch (Throwable e) { x = e } }",
                "while (true) { try { sleep(10) } catch (Throwable e) { } }",
                "def f() { 1 }; while (true) { try { f() } catch (Throwable e) { [1].each { x = it } } }",
                "def f() { f2() }; def f2() { for (;;) {} }; f()",
                "[1].each { while (true) {} }",
                "new Object() { def go() { while (true) {} } }.go()",
                "class Loop { static go() { while (true) {} } }; Loop.go()"
            })
    void anInterruptEndsIt(String source) throws Exception {
        CompletableFuture<Ended> ended = executeAside(7, "a = 1; started.countDown(); " + source);
        started.await();
        assertThat(kernel.interrupt(7)).isTrue();
        assertThat(ended.get().failure())
                .extracting(Failure::kind, Failure::type)
                .containsExactly(Kind.INTERRUPTED, "Interrupted");
        assertThat(ended.get().flag()).isFalse();
        assertThat(execute(8, "assert a == 1")).isNull();
    }

    @Test
    void theFailureShowsWhereItWas() throws Exception {
        CompletableFuture<Ended> ended = executeAside(7, "started.countDown()\nwhile (true) {\n}");
        started.await();
        kernel.interrupt(7);
        assertThat(ended.get().failure())
                .extracting(Failure::text)
                .asString()
                .startsWith("Interrupted: interrupted from outside\n  at run(Task7.groovy:");
    }

    @Test
    void anInterruptOfAnotherCellDoesNothing() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        kernel.push(Map.of("goOn", goOn));
        CompletableFuture<Ended> ended = executeAside(7, "started.countDown(); goOn.await()");
        started.await();
        kernel.interrupt(6);
        kernel.interrupt(8);
        goOn.countDown();
        assertThat(ended.get(5, TimeUnit.MINUTES).failure()).isNull();
    }

    @Test
    void anInterruptThatComesBeforeItsCellEndsItAtOnce() {
        kernel.interrupt(7);
        assertThat(execute(7, "while (true) {}")).isNotNull();
        assertThat(execute(8, "a = 1")).isNull();
    }

    @Test
    void anInterruptEndsThePullOfAValueThatRunsCode() throws Exception {
        execute(7, "s = \"${ -> started.countDown(); while (true) {} }\"");
        kernel.push(Map.of("started", started));
        CompletableFuture<Pulled> pulled =
                CompletableFuture.supplyAsync(() -> kernel.pull(7, List.of("s"), new Limit(1_000, "limit")));
        started.await();
        kernel.interrupt(7);
        assertThat(pulled.get().failure()).extracting(Failure::kind).isEqualTo(Kind.INTERRUPTED);
        execute(8, "a = 1");
        assertThat(kernel.pull(8, List.of("a"), new Limit(1_000, "limit")).failure())
                .isNull();
    }

    @Test
    void anInterruptBetweenExecutionAndPullEndsThePull() {
        execute(7, "a = 1");
        kernel.interrupt(7);
        assertThat(kernel.pull(7, List.of("a"), new Limit(1_000, "limit")).failure())
                .isNotNull();
    }

    @Test
    void anInterruptedCellMayThrowWhatCannotBeDescribed() throws Exception {
        CompletableFuture<Ended> ended = executeAside(
                7,
                "class Bare extends RuntimeException { StackTraceElement[] getStackTrace() { null } }\n"
                        + "started.countDown(); try { while (true) {} } finally { throw new Bare() }");
        started.await();
        kernel.interrupt(7);
        assertThat(ended.get().failure()).extracting(Failure::kind).isEqualTo(Kind.INTERRUPTED);
    }

    @Test
    void aFlagThatUserCodeLeftSetIsCleared() {
        assertThat(execute(1, "Thread.currentThread().interrupt()")).isNull();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "try { Thread.sleep(1_000_000) } catch (InterruptedException e) {"
                        + " Thread.currentThread().interrupt(); [1, 2].each { closed << it } }",
                "try { Thread.sleep(1_000_000) } catch (InterruptedException e) { Thread.currentThread().interrupt() }\n"
                        + "for (i in 1..2) { closed << i }",
                "try { Thread.sleep(1_000_000) } finally { [1, 2].each { closed << it } }",
                "try { while (true) {} } finally { [1, 2].each { closed << it } }",
                "try { while (true) {} } finally { Thread.sleep(1); [1, 2].each { closed << it } }",
                "try { while (true) {} } catch (InterruptedException e) {"
                        + " Thread.currentThread().interrupt(); [1, 2].each { closed << it } }",
                "def close(i) { closed << i }; try { while (true) {} } catch (e) { close(1); close(2) }",
                // These leave the flag set.
                "pipe = java.nio.channels.Pipe.open()\n"
                        + "try { pipe.source().read(java.nio.ByteBuffer.allocate(1)) }"
                        + " catch (IOException e) { [1, 2].each { closed << it } }",
                "pipe = java.nio.channels.Pipe.open()\n"
                        + "try { pipe.source().read(java.nio.ByteBuffer.allocate(1)) }"
                        + " finally { [1, 2].each { closed << it } }",
                "class File1 implements Closeable { def closed; void close() { [1, 2].each { closed << it } } }\n"
                        + "try (f = new File1(closed: closed)) { while (true) {} }"
            })
    void whatHasHeardOfItsInterruptCleansUpUndisturbed(String source) throws Exception {
        List<Object> closed = Collections.synchronizedList(new ArrayList<>());
        try (GroovyKernel patient = new GroovyKernel(Duration.ofMinutes(1))) {
            patient.push(Map.of("started", started, "closed", closed));
            CompletableFuture<Ended> ended = executeAside(patient, 7, "started.countDown()\n" + source);
            started.await();
            patient.interrupt(7);
            assertThat(ended.get().failure()).extracting(Failure::kind).isEqualTo(Kind.INTERRUPTED);
            assertThat(closed).containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[3, 1, 2].sort { it }",
                "for (i in 1..3) { x = i }",
                "int n = 3; while (n > 0) { n-- }",
                "def f() { 1 }; f()",
                "class C { int f() { 1 } }; new C().f()"
            })
    void aFlagThatUserCodeSetsIsItsOwnBusiness(String source) {
        assertThat(execute(
                        1,
                        "Thread.currentThread().interrupt()\n" + source
                                + "\nassert Thread.currentThread().isInterrupted()"))
                .isNull();
    }

    @Test
    void userCodeInterruptsItsOwnThreadsAsInPlainGroovy() {
        assertThat(execute(
                        1,
                        "inLoop = new java.util.concurrent.CountDownLatch(1); out = '?'\n"
                                + "t = new Thread({ try {"
                                + " while (!Thread.currentThread().isInterrupted()) { inLoop.countDown() }; out = 'clean'"
                                + " } catch (Throwable e) { out = e.class.simpleName } } as Runnable)\n"
                                + "t.start(); inLoop.await(); t.interrupt(); t.join()\n"
                                + "assert out == 'clean'"))
                .isNull();
    }

    @Test
    void recordsAndAbstractMethodsAreCompiledAsEver() {
        assertThat(execute(
                        1,
                        "record Point(int x, int y) { Point { if (x < 0) throw new IllegalArgumentException() } }\n"
                                + "abstract class Shape { abstract int area(); static int twice(int n) { n * 2 } }\n"
                                + "interface Named { String name() }\n"
                                + "assert new Point(1, 2).x() == 1 && Shape.twice(2) == 4"))
                .isNull();
    }

    @Test
    void anInterruptNeverHitsTheNextCell() throws Exception {
        AtomicLong current = new AtomicLong(-1);
        Thread interrupter = new Thread(() -> {
            for (long cell = current.get(); cell < Long.MAX_VALUE; cell = current.get()) {
                kernel.interrupt(cell & ~1);
            }
        });
        interrupter.start();
        int interrupted = 0;
        for (long id = 0; id < 20_000; id++) {
            current.set(id);
            Failure failure = execute(id, "for (i in 1..20) { a = i }");
            boolean mayBeInterrupted = id % 2 == 0;
            assertThat(failure == null || mayBeInterrupted)
                    .as("cell %s: %s", id, failure)
                    .isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            interrupted += failure == null ? 0 : 1;
        }
        current.set(Long.MAX_VALUE);
        interrupter.join();
        assertThat(interrupted).isPositive();
    }

    private record Ended(@Nullable Failure failure, boolean flag) {}

    private CompletableFuture<Ended> executeAside(long id, String source) {
        kernel.push(Map.of("started", started));
        return executeAside(kernel, id, source);
    }

    private static CompletableFuture<Ended> executeAside(GroovyKernel kernel, long id, String source) {
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> ended.complete(new Ended(
                kernel.execute(new Cell(id, "Task" + id, source)).failure(),
                Thread.currentThread().isInterrupted())));
        thread.setDaemon(true);
        thread.start();
        return ended;
    }

    private @Nullable Failure execute(long id, String source) {
        return kernel.execute(new Cell(id, "Task" + id, source)).failure();
    }
}
