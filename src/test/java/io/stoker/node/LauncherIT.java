package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.wire.InstanceKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LauncherIT extends LauncherFixture {

    @Test
    void shouldStartEverythingAndLeaveNothing() {
        FakeChildren children = children("", "");
        Launcher launcher = start(children, 3, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("All 3 engines have registered"));

        assertThat(ConnectionFile.read(profile).controller()).isEqualTo(new HostPort("127.0.0.1", 4242));
        assertThat(children.controllers()).containsExactly("127.0.0.1:4242", "127.0.0.1:4242", "127.0.0.1:4242");
        assertThat(profile.log(ProcessName.CONTROLLER))
                .content()
                .contains("hello from", "@stoker ready of somebody else's")
                .doesNotContain("4242", "pa55word");
        assertThat(printed()).contains("The cluster can be used", "\"127.0.0.1\", 4242", "--profile test stop");
        List<ProcessHandle> processes = List.of(process("controller"), engine(0), engine(1), engine(2));

        assertThat(stop(launcher)).isZero();

        assertThat(printed()).doesNotContain("error", "does not understand", "killing");
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(profile.folder()).isDirectoryNotContaining("glob:**.{pid,json,tmp}");
        assertThat(children.heard()).noneMatch(line -> line.startsWith("exited"));
    }

    @Test
    void shouldTellTheControllerOfADeathAndStartAnother() {
        FakeChildren children = children("", "");
        start(children, 1, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("can be used"));
        String instance = instanceInLog(0);

        engine(0).destroyForcibly();

        eventually(() -> assertThat(children.heard()).containsExactly("exited " + instance + " 137"));
        eventually(() -> assertThat(printed()).contains("engine 0 has registered with id 1"));
        assertThat(printed()).contains("ended with code 137 (SIGKILL)", "starting it again in 0.2 s");
        assertThat(instanceInLog(0)).isNotEqualTo(instance);
    }

    @Test
    void shouldKeepSeveralEnginesInAJvmAsOneProcess() {
        FakeChildren children = children("", "");
        perNode = 2;
        Launcher launcher = start(children, 3, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("All 3 engines have registered"));
        assertThat(printed()).contains("  engines 0-1 have registered", "  engine 2 has registered with id");
        assertThat(pids()).contains("engines-0-1.pid", "engine-2.pid");
        String node = instanceInLog(ProcessName.engines(0, 2));

        process("engines-0-1").destroyForcibly();

        eventually(() -> assertThat(children.heard()).containsExactly("exited " + node + " 137"));
        eventually(() -> assertThat(printed())
                .contains("engines 0-1 (pid")
                .containsSubsequence("  engines 0-1 have registered", "  engines 0-1 have registered"));
        assertThat(stop(launcher)).isZero();
    }

    @Test
    void shouldNotReplaceAnEngineThatAClientHasEndedBesideOthers() {
        FakeChildren children = children("", "killed");
        perNode = 2;
        start(children, 2, 0, new LauncherTimeouts(LONG, LONG, LONG, LONG, Duration.ofMillis(100), LONG));
        eventually(() ->
                assertThat(printed()).contains("engine 1 was ended by a client; the others of engines 0-1 continue"));
        assertThat(children.controllers()).hasSize(1);
    }

    @Test
    void shouldWaitLongerEachTimeAnEngineDies() {
        start(children("", "shy"), 1, 0, TIMEOUTS);
        for (String wait : List.of("0.2", "0.4", "0.8")) {
            eventually(() -> assertThat(pids()).contains("engine-0.pid"));
            engine(0).destroyForcibly();
            eventually(() -> assertThat(printed()).contains("starting it again in " + wait + " s"));
        }
    }

    @Test
    void shouldStartTheNextEngineOnlyWhenTheOneBeforeHasRegistered() {
        FakeChildren children = children("", "shy");
        start(children, 3, 0, TIMEOUTS);
        eventually(() -> assertThat(children.controllers()).hasSize(1));

        await().during(Duration.ofMillis(300))
                .atMost(LONG)
                .untilAsserted(() -> assertThat(children.controllers()).hasSize(1));
    }

    @Test
    void shouldStartAsManyEnginesAtOnceAsItMay() {
        FakeChildren children = children("", "shy");
        startsAtOnce = 2;
        start(children, 3, 0, TIMEOUTS);
        eventually(() -> assertThat(children.controllers()).hasSize(2));

        await().during(Duration.ofMillis(300))
                .atMost(LONG)
                .untilAsserted(() -> assertThat(children.controllers()).hasSize(2));
    }

    @Test
    void shouldStartTheNextEngineAfterAWhileAnyway() {
        FakeChildren children = children("", "shy");
        start(children, 3, 0, new LauncherTimeouts(Duration.ofMillis(100), LONG, LONG, LONG, LONG, LONG));

        eventually(() -> assertThat(children.controllers()).hasSize(3));
    }

    @Test
    void shouldStartTheFirstEngineBesideTheControllerWhereThePortIsKnown() throws IOException {
        FakeChildren children = children("silent", "");
        int port = freePort();
        startsAtOnce = 2;
        start(children, 2, port, TIMEOUTS);

        eventually(() -> assertThat(children.controllers()).contains("127.0.0.1:" + port));
    }

    @Test
    void shouldMakeDoWithoutEngines() {
        Launcher launcher = start(children("", ""), 0, 0, TIMEOUTS);

        eventually(() -> assertThat(printed()).contains("and no engines").contains("can be used"));
        assertThat(stop(launcher)).isZero();
    }

    @Test
    void shouldEndWithTheController() {
        Launcher launcher = start(children("", ""), 2, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("All 2 engines"));
        List<ProcessHandle> engines = List.of(engine(0), engine(1));

        process("controller").destroyForcibly();

        assertThat(ended(launcher)).isEqualTo(1);
        assertThat(engines).noneMatch(ProcessHandle::isAlive);
        assertThat(printed()).contains("tasks and results are lost", "hello from the controller");
        assertThat(profile.folder()).isDirectoryNotContaining("glob:**.{pid,json}");
    }

    @Test
    void shouldEndWithTheReasonWhereTheControllerFindsItsLedgerDamaged() {
        Launcher launcher = start(children("damaged", "shy"), 1, 0, TIMEOUTS);

        assertThat(ended(launcher)).isEqualTo(1);
        assertThat(printed())
                .contains(
                        "its ledger is damaged",
                        "before the cluster could be used",
                        "    the ledger is damaged",
                        "Stopped")
                .doesNotContain("starting it again");
    }

    @Test
    void shouldStartAControllerAgainWhoseLedgerOutlivesItAtTheSameAddress() {
        FakeChildren children = children("durable", "");
        start(children, 2, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("All 2 engines"));
        List<ProcessHandle> engines = List.of(engine(0), engine(1));

        process("controller").destroyForcibly();

        eventually(() -> assertThat(printed()).contains("The controller is back at 127.0.0.1:4242."));
        assertThat(children.ports()).containsExactly("0 0", "4242 4243");
        assertThat(engines).allMatch(ProcessHandle::isAlive);
        assertThat(printed()).contains("starting it again", "Its tasks are in its ledger");
    }

    @Test
    void shouldTryForEverToStartWhatCannotBeStartedAndSaySoOnce() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        start(counted(children("durable", ""), attempts), 1, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("can be used"));
        List<ProcessHandle> killed = List.of(process("controller"), engine(0));
        List<Path> inTheWay = new ArrayList<>();
        for (String name : List.of("controller.pid", "engine-0.pid")) {
            Path file = profile.folder().resolve(name);
            Files.delete(file);
            inTheWay.add(Files.createFile(Files.createDirectory(file).resolve("in the way")));
        }

        killed.forEach(ProcessHandle::destroyForcibly);

        String cannot = "cannot be started: cannot write " + profile.folder();
        eventually(() -> assertThat(printed()).contains("controller " + cannot, "engine 0 " + cannot));
        eventually(() -> assertThat(attempts).hasValueGreaterThan(2 + 4));
        for (Path file : inTheWay) {
            Files.delete(file);
            Files.delete(file.getParent());
        }
        eventually(
                () -> assertThat(printed()).contains("The controller is back at", "engine 0 has registered with id 1"));
        assertThat(printed().split("cannot be started", -1)).hasSize(3);
        assertThat(printed()).doesNotContain("Stopping");
    }

    @Test
    void shouldSayOnceWhyAnEngineEndsEachTimeItIsStarted() {
        FakeChildren children = children("", "broken");
        start(children, 1, 0, TIMEOUTS);
        eventually(() -> assertThat(children.controllers()).hasSizeGreaterThan(2));
        assertThat(printed().split("ended with code 1 ", -1)).hasSize(2);
        eventually(() -> assertThat(printed()).contains("    there is no heap like that"));
    }

    @Test
    void shouldReplaceAnEngineThatIsLostAndDoesNotComeBack() throws IOException {
        FakeChildren children = children("", "");
        Duration brief = Duration.ofMillis(300);
        start(children, 1, 0, new LauncherTimeouts(LONG, LONG, LONG, LONG, brief, LONG));
        eventually(() -> assertThat(printed()).contains("can be used"));
        ProcessHandle lost = engine(0);

        Files.writeString(folder.resolve("lost"), "0 " + instanceInLog(0));

        eventually(() -> assertThat(printed())
                .contains(
                        "if it does not come back within 0.3 s, it will be replaced",
                        "engine 0 (pid " + lost.pid() + ") has not come back; killing it",
                        "engine 0 has registered with id 1"));
        assertThat(lost.isAlive()).isFalse();
    }

    @Test
    void shouldLeaveAnEngineAloneOfWhichItHearsLastThatItWasLost() throws IOException {
        start(children("", ""), 1, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("can be used"));

        // The engine's own line came by its own pipe, before the controller's of the loss was read.
        Files.writeString(folder.resolve("back"), "0 " + instanceInLog(0));
        Files.move(Files.writeString(folder.resolve("lost.new"), "0 " + instanceInLog(0)), folder.resolve("lost"));

        eventually(() ->
                assertThat(printed()).containsSubsequence("will be replaced", "engine 0 has registered with id 0"));
        assertThat(printed()).doesNotContain("does not understand");
    }

    @Test
    void shouldSayAtOnceThatThePreludeFailsAndTryItInOnePlaceOnly() {
        FakeChildren children = children("", "prelude");
        start(children, 3, 0, new LauncherTimeouts(Duration.ofSeconds(2), LONG, LONG, LONG, LONG, LONG));

        eventually(() -> assertThat(children.controllers()).hasSizeGreaterThan(3));
        assertThat(printed())
                .contains("(it could not run its prelude)", "    the prelude has failed at line 3")
                .contains("starting it again in 0.2 s, and as long as it fails like that, after up to 60.0 s each time")
                .doesNotContain("engine 2  ");
    }

    @Test
    void shouldEndWithTheReasonWhereSomebodyWaitsAndThePreludeFails() {
        ClusterOptions options = new ClusterOptions(
                2, 1, new Listening("127.0.0.1", 0, ""), 0, 0, "64m", "64m", EngineClassPath.NONE, SETTINGS);
        LauncherConsole console = new LauncherConsole(
                new PrintStream(printed, true)::println, profile, options, LineProtocol.withNewSecret());
        Launcher launcher = new Launcher(profile, options, children("", "prelude"), console, TIMEOUTS, 1);
        launcher.start();

        assertThat(ended(launcher)).isEqualTo(1);
        assertThat(printed()).contains("could not run the prelude", "    the prelude has failed at line 3", "Stopped");
    }

    @Test
    void shouldSayAgainThatTheClusterCanBeUsedAsLongAsSomebodyWaits() {
        LauncherTimeouts timeouts = new LauncherTimeouts(LONG, LONG, LONG, LONG, LONG, Duration.ofMillis(100));
        ClusterOptions options = new ClusterOptions(
                0, 1, new Listening("127.0.0.1", 0, ""), 0, 0, "64m", "64m", EngineClassPath.NONE, SETTINGS);
        LineProtocol waiting = LineProtocol.withNewSecret();
        List<String> ups = new CopyOnWriteArrayList<>();
        LauncherConsole console = new LauncherConsole(
                line -> ups.addAll(waiting.event(line).stream().toList()), profile, options, waiting);
        Launcher launcher = new Launcher(profile, options, children("", ""), console, timeouts, 1);
        launchers.add(launcher);
        profile.create();
        try (ProfileLock held = ProfileLock.take(profile, ProcessName.STARTER)) {
            assertThat(held).isNotNull();
            launcher.start();

            eventually(() -> assertThat(ups).hasSizeGreaterThan(2).containsOnly("up"));
        }
    }

    @Test
    void shouldStartAControllerAgainThatWasKilledBeforeItServed() {
        FakeChildren children = children("silent", "");
        start(children, 1, 0, TIMEOUTS);
        eventually(() -> assertThat(children.ports()).hasSize(1));

        process("controller").destroyForcibly();

        eventually(() -> assertThat(children.ports()).containsExactly("0 0", "0 0"));
        assertThat(printed()).contains("starting it again");
    }

    @Test
    void shouldSayWhatIsWaitedForAndWaitOn() {
        LauncherTimeouts timeouts = new LauncherTimeouts(LONG, Duration.ofMillis(100), LONG, LONG, LONG, LONG);
        Launcher launcher = start(children("silent", ""), 1, 0, timeouts);
        eventually(
                () -> assertThat(printed().split("waiting for controller", -1)).hasSizeGreaterThan(2));
        assertThat(printed()).contains("On a busy machine a start takes minutes", "controller.log");
        assertThat(launcher.ended()).isNotDone();
        stop(launcher);

        start(children("", "shy"), 1, 0, timeouts);

        eventually(() -> assertThat(printed()).contains("waiting for engine 0", "engine-0.log"));
    }

    @Test
    void shouldLogWhatAChildSaysAboutItsEnd() {
        Launcher launcher = start(children("", "talkative"), 1, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("can be used"));

        assertThat(stop(launcher)).isZero();

        assertThat(profile.log(ProcessName.engine(0))).content().contains("these are my last words");
    }

    @Test
    void shouldKillWhoDoesNotEndWhenAsked() {
        Duration brief = Duration.ofMillis(200);
        Launcher launcher =
                start(children("deaf", "deaf"), 2, 0, new LauncherTimeouts(LONG, LONG, brief, brief, LONG, LONG));
        eventually(() -> assertThat(printed()).contains("All 2 engines"));
        List<ProcessHandle> processes = List.of(process("controller"), engine(0), engine(1));

        assertThat(stop(launcher)).isEqualTo(1);

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        for (String child : List.of("controller", "engine 0", "engine 1")) {
            assertThat(printed()).containsPattern(child + " \\(pid \\d+\\) does not end when asked; killing it");
        }
    }

    private static ChildCommands counted(ChildCommands children, AtomicInteger attempts) {
        return new ChildCommands() {
            @Override
            public ChildCommand controller(int port, int managementPort) {
                attempts.incrementAndGet();
                return children.controller(port, managementPort);
            }

            @Override
            public ChildCommand engines(int first, int count, InstanceKey key, HostPort controller) {
                attempts.incrementAndGet();
                return children.engines(first, count, key, controller);
            }
        };
    }
}
