package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class UserProcessesIT {
    private final String mark = UUID.randomUUID().toString();
    private final UserProcesses marked = UserProcesses.marked(mark);
    private final List<ProcessHandle> started = new ArrayList<>();

    @BeforeEach
    void needsProc() {
        assumeThat(Files.isDirectory(Path.of("/proc/self"))).isTrue();
    }

    @AfterEach
    void kill() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aProcessIsFoundByItsMarkWhoeverItsParentIs() throws IOException {
        ProcessHandle orphan = start("sleep 60 >/dev/null & echo $!");
        ProcessHandle child = start("echo $$; exec sleep 60");
        assertThat(marked.now()).containsExactlyInAnyOrder(orphan, child);
        assertThat(UserProcesses.marked(mark + "x").now()).isEmpty();
        assertThat(marked.kill()).isEqualTo(2);
        assertThat(marked.now()).isEmpty();
        Awaitility.await().until(() -> !orphan.isAlive() && !child.isAlive());
    }

    @Test
    void aDescendantOfThisJvmIsFoundWithoutAMark() throws IOException {
        ProcessHandle grandchild = start("(echo $(sh -c 'echo $PPID'); sleep 60) & wait");
        assertThat(UserProcesses.ofThisJvm(null).now()).contains(grandchild);
        assertThat(UserProcesses.none().now()).isEmpty();
    }

    @Test
    void anInterruptedAttemptsProcessesEndAndNoOthers() throws IOException {
        ProcessHandle before = start("echo $$; exec sleep 60");
        // A start counts in hundredths of a second.
        Awaitility.await()
                .until(() -> ProcessClock.startedSince(ProcessClock.Moment.now(), marked.now().stream())
                        .findAny()
                        .isEmpty());
        AttemptProcesses attempt = new AttemptProcesses(marked);
        ProcessHandle deaf = start("trap '' TERM; echo $$; while :; do sleep 60; done");
        ProcessHandle during = start("sleep 60 >/dev/null & echo $!");
        assertThat(attempt.interrupt()).isTrue();
        assertThat(attempt.interrupt()).isFalse();
        attempt.end();
        Awaitility.await().until(() -> !deaf.isAlive() && !during.isAlive());
        ProcessHandle late = start("echo $$; exec sleep 60");
        attempt.over();
        Awaitility.await().until(() -> !late.isAlive());
        assertThat(before.isAlive()).isTrue();
    }

    @Test
    void whatAnAttemptLeavesThatEndsByItselfIsLetBe() throws IOException {
        AttemptProcesses attempt = new AttemptProcesses(marked);
        ProcessHandle left = start("echo $$; exec sleep 60");
        attempt.over();
        attempt.interrupt();
        attempt.end();
        assertThat(left.isAlive()).isTrue();
    }

    @Test
    void theProcessesOfAnAttemptThatIsOverBeforeAnybodyLookedForThemEndWithIt() throws IOException {
        AttemptProcesses attempt = new AttemptProcesses(marked);
        ProcessHandle left = start("echo $$; exec sleep 60");
        attempt.interrupt();
        Thread.currentThread().interrupt(); // as that of the attempt may be
        attempt.over();
        assertThat(Thread.interrupted()).isTrue();
        attempt.end();
        Awaitility.await().until(() -> !left.isAlive());
    }

    /** Starts what the script says the pid of. */
    private ProcessHandle start(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
        builder.environment().put(UserProcesses.MARK_VARIABLE, mark);
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        ProcessHandle handle = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
        started.add(handle);
        if (handle.pid() != process.pid()) {
            started.add(process.toHandle());
        }
        return handle;
    }
}
