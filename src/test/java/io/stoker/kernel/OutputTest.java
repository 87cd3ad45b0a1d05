package io.stoker.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Output.Capture;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutputTest {

    @Test
    void outputAndErrorOutputAreKeptApart() {
        try (Capture capture = Output.capture()) {
            System.out.println("née 𝄞");
            System.err.print("bad");
            assertThat(capture.stdout()).isEqualTo("née 𝄞" + System.lineSeparator());
            assertThat(capture.stderr()).isEqualTo("bad");
        }
    }

    @Test
    void threadsThatPrintAtTheSameTimeAreKeptApart() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        String[] printed = new String[2];
        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int me = i;
            threads[i] = new Thread(() -> printed[me] = printedBy(me, together));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(printed).containsExactly("0".repeat(1_000), "1".repeat(1_000));
    }

    private static String printedBy(int me, CyclicBarrier together) {
        try (Capture capture = Output.capture()) {
            together.await();
            for (int i = 0; i < 1_000; i++) {
                System.out.print(me);
            }
            return capture.stdout();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aThreadThatWasStartedInsidePrintsIntoTheSameCapture() throws Exception {
        try (Capture capture = Output.capture()) {
            Thread child = new Thread(() -> System.out.print("child"));
            child.start();
            child.join();
            assertThat(capture.stdout()).isEqualTo("child");
        }
    }

    @Test
    void nothingIsCapturedOnceItIsClosed() {
        Capture outer = Output.capture();
        Capture inner = Output.capture();
        System.out.print("inner");
        inner.close();
        System.out.print("outer");
        outer.close();
        System.out.print("");
        assertThat(inner.stdout()).isEqualTo("inner");
        assertThat(outer.stdout()).isEqualTo("outer");
    }

    @Test
    void whoSetsAnotherStreamIsCapturedTheNextTimeAllTheSame() {
        PrintStream before = System.out;
        try {
            Capture first = Output.capture();
            System.setOut(new PrintStream(new ByteArrayOutputStream()));
            first.close();
            try (Capture second = Output.capture()) {
                System.out.print("x");
                assertThat(second.stdout()).isEqualTo("x");
            }
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void whereTheStreamsAreHeldWhoSetsAnotherDoesSoForItsOwnTimeOnly() {
        PrintStream before = System.out;
        try (Output.Hold held = Output.hold()) {
            PrintStream ours = System.out;
            Capture first = Output.capture();
            System.setOut(new PrintStream(new ByteArrayOutputStream()));
            first.close();
            assertThat(System.out).isSameAs(ours).isNotSameAs(before);
        }
        assertThat(System.out).isSameAs(before);
    }

    @Test
    void aProgramHasItsStreamsBackAfterTheLastCapture() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        Capture first = Output.capture();
        Capture second = Output.capture();
        second.close();
        assertThat(System.out).isNotSameAs(out);
        first.close();
        assertThat(System.out).isSameAs(out);
        assertThat(System.err).isSameAs(err);
    }

    @Test
    void theStreamThatAProgramHasSetIsWhereItPrintsOnDuringACaptureAndAfterIt() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream own = new PrintStream(printed, true, UTF_8);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            System.setOut(own);
            pool.submit(Thread::currentThread).get(); // a thread from before the capture
            try (Capture capture = Output.capture()) {
                System.out.print("captured");
                pool.submit(() -> System.out.print("during")).get();
                assertThat(capture.stdout()).isEqualTo("captured");
            }
            System.out.print(" after");
            assertThat(printed.toString(UTF_8)).isEqualTo("during after");
        } finally {
            System.setOut(before);
            pool.shutdownNow();
        }
    }

    @Test
    void aProgramThatSetsAStreamMeanwhileKeepsIt() {
        PrintStream before = System.out;
        PrintStream own = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        try {
            try (Capture capture = Output.capture()) {
                System.setOut(own);
                assertThat(capture.stdout()).isEmpty();
            }
            assertThat(System.out).isSameAs(own);
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void whoClosesAStreamClosesItForNobody() {
        try (Capture first = Output.capture()) {
            System.out.close();
            System.err.close();
        }
        try (Capture second = Output.capture()) {
            System.out.print("x");
            System.err.print("y");
            assertThat(second.stdout() + second.stderr()).isEqualTo("xy");
        }
    }

    @Test
    void onlyTheTailIsKeptAndItSaysHowMuchIsGone() {
        try (Capture capture = Output.capture()) {
            for (int i = 0; i < 200_000; i++) {
                System.out.print("é" + i % 10);
            }
            String text = capture.stdout();
            assertThat(text)
                    .startsWith("… 534,528 bytes before this were dropped …\n")
                    .endsWith("é8é9")
                    .doesNotContain("?");
            assertThat(text.getBytes(UTF_8).length).isBetween(Output.MAX_BYTES - 64, Output.MAX_BYTES);
        }
    }

    @Test
    void aFloodOfOutputLeavesHalfOfTheRoomToTheErrorOutput() {
        try (Capture capture = Output.capture()) {
            System.err.print("e".repeat(100_000));
            System.out.print("o".repeat(100_000));
            int out = capture.stdout().getBytes(UTF_8).length;
            int err = capture.stderr().getBytes(UTF_8).length;
            assertThat(out).isBetween(Output.MAX_BYTES / 2 - 64, Output.MAX_BYTES / 2);
            assertThat(err).isBetween(Output.MAX_BYTES / 2 - 64, Output.MAX_BYTES / 2);
        }
    }

    @Test
    void bytesThatAreNoTextTakeNoMoreRoomAsText() {
        try (Capture capture = Output.capture()) {
            System.out.write(new byte[] {(byte) 0xff, 'a', (byte) 0xc3}, 0, 3);
            assertThat(capture.stdout()).isEqualTo("?a?");
        }
    }

    @Test
    void aGigabyteOfOutputTakesNoMoreMemoryThanItsTail() {
        byte[] block = new byte[1 << 20];
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Capture capture = Output.capture()) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_024; i++) {
                System.out.write(block, 0, block.length);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
            assertThat(capture.stdout()).startsWith("… 1,073,676,352 bytes before this were dropped …");
        }
    }

    @Test
    void aListenerHearsWhatEachThreadPrintsInItsOrderAndTheTailIsAsEver() throws Exception {
        Map<Thread, StringBuffer> heard = new ConcurrentHashMap<>();
        Output.Listener listener = (error, bytes, offset, length) -> heard.computeIfAbsent(
                        Thread.currentThread(), thread -> new StringBuffer())
                .append(error ? "!" : "")
                .append(new String(bytes, offset, length, UTF_8));
        StringBuilder expected = new StringBuilder();
        try (Capture capture = Output.capture(listener)) {
            Thread child = new Thread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    System.out.print(i);
                }
            });
            child.start();
            for (int i = 0; i < 1_000; i++) {
                (i % 2 == 0 ? System.out : System.err).print("x" + i);
                expected.append(i % 2 == 0 ? "" : "!").append("x").append(i);
            }
            child.join();
            assertThat(heard.get(Thread.currentThread())).hasToString(expected.toString());
            assertThat(heard.get(child)).asString().startsWith("01234").endsWith("998999");
            assertThat(capture.stdout()).contains("x998").contains("999");
            assertThat(capture.stderr()).startsWith("x1x3").endsWith("x999");
        }
        System.out.print("");
        assertThat(heard.get(Thread.currentThread())).hasToString(expected.toString());
    }

    @Test
    void aListenerThatThrowsDisturbsNobodyAndIsAskedNoMore() {
        AtomicInteger asked = new AtomicInteger();
        try (Capture capture = Output.capture((error, bytes, offset, length) -> {
            asked.incrementAndGet();
            throw new IllegalStateException("a listener that a test has made throw");
        })) {
            System.out.print("a");
            System.err.print("b");
            System.out.print("c");
            assertThat(capture.stdout() + capture.stderr()).isEqualTo("acb");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aListenerHearsOnAfterTheStackWasFull() {
        AtomicInteger asked = new AtomicInteger();
        try (Capture capture = Output.capture((error, bytes, offset, length) -> {
            if (asked.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
        })) {
            System.out.print("a");
            System.out.print("b");
            assertThat(capture.stdout()).isEqualTo("ab");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void whatAListenerPrintsItselfIsNotCaptured() {
        try (Capture capture = Output.capture((error, bytes, offset, length) -> System.out.print(""))) {
            System.out.print("a");
            System.out.print("b");
            assertThat(capture.stdout()).isEqualTo("ab");
        }
    }

    @Test
    void aCaptureInsideAnotherHasItsOwnListener() {
        StringBuilder heard = new StringBuilder();
        try (Capture outer = Output.capture((error, bytes, offset, length) -> heard.append("o"))) {
            System.out.print("1");
            try (Capture inner = Output.capture((error, bytes, offset, length) -> heard.append("i"))) {
                System.out.print("2");
                assertThat(inner.stdout()).isEqualTo("2");
            }
            try (Capture silent = Output.capture()) {
                System.out.print("3");
                assertThat(silent.stdout()).isEqualTo("3");
            }
            System.out.print("4");
            assertThat(outer.stdout()).isEqualTo("14");
            assertThat(heard).hasToString("oio");
        }
    }

    @Test
    void aHelperPrintsIntoTheCaptureThatHasTakenIt() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Thread helper = pool.submit(Thread::currentThread).get();
            StringBuffer heard = new StringBuffer();
            Output.Listener listener = (error, bytes, offset, length) -> {
                heard.append(new String(bytes, offset, length, UTF_8));
                System.out.print("");
            };
            try (Capture capture = Output.capture(listener, thread -> thread == helper)) {
                pool.submit(() -> System.out.print("one")).get();
                pool.submit(() -> System.out.print("two")).get();
                assertThat(capture.stdout()).isEqualTo("onetwo");
                assertThat(heard).hasToString("onetwo");
            }
            try (Capture other = Output.capture()) {
                pool.submit(() -> System.out.print("")).get();
                assertThat(other.stdout()).isEmpty();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
