package io.stoker.node;

import io.stoker.wire.EngineName;
import io.stoker.wire.ExitCode;
import io.stoker.wire.InstanceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The launcher's children and what it does about them. All of it happens on one thread, the launcher's serial executor:
 * exits, lines from the controller and timers come to it as tasks.
 */
final class ProcessSupervisor implements ControllerEvents, EngineEvents {
    /** Exit codes above it are 128 and the signal's number. */
    private static final int ENDED_BY_SIGNAL = 128;

    private final Profile profile;
    private final ClusterOptions options;
    private final ChildCommands commands;
    private final LauncherTimeouts timeouts;
    private final int startsAtOnce;
    private final LauncherConsole console;
    private final SerialExecutor serialExecutor;
    private final BooleanSupplier isProfileLost;
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private final List<EngineSlot> slots = new ArrayList<>();
    private final Backoff controllerBackoff = new Backoff();
    private final LogFile controllerLog;
    private @Nullable ChildProcess controller;
    private @Nullable ConnectionInfo connection;
    private boolean began;
    private boolean serves;
    private boolean preludeFails;
    private boolean complete;
    private boolean usable;
    private boolean ending;

    ProcessSupervisor(
            Profile profile,
            ClusterOptions options,
            ChildCommands commands,
            LauncherTimeouts timeouts,
            int startsAtOnce,
            LauncherConsole console,
            SerialExecutor serialExecutor,
            BooleanSupplier isProfileLost) {
        this.profile = profile;
        this.options = options;
        this.commands = commands;
        this.timeouts = timeouts;
        this.startsAtOnce = startsAtOnce;
        this.console = console;
        this.serialExecutor = serialExecutor;
        this.isProfileLost = isProfileLost;
        this.controllerLog = LogFile.begin(profile.log(ProcessName.CONTROLLER), System::nanoTime, console::say);
    }

    /** Completes when the cluster is not to go on and has to be ended: with 0 if that was wanted, else with 1. */
    CompletableFuture<Integer> over() {
        return over;
    }

    /** Starts the controller, and engines beside it where the port is known. */
    void start() {
        startController(options.port(), options.managementPort());
        sayWhatIsWaitedFor(timeouts.slow());
        startSlots();
    }

    private void startController(int port, int managementPort) {
        if (ending || hasLostProfile()) {
            return;
        }
        try {
            ChildProcess child = ChildProcess.start(
                    ProcessName.CONTROLLER,
                    commands.controller(port, managementPort),
                    profile,
                    controllerLog,
                    event -> serialExecutor.execute(() -> act(event)));
            controller = child;
            began = true;
            console.started(child);
            var unused =
                    child.exitAndLastLines().thenAcceptAsync(code -> controllerExited(child, code), serialExecutor);
        } catch (IOException e) {
            if (!began) {
                console.cannotStart(ProcessName.CONTROLLER, e, false);
                over.complete(1);
            } else {
                retry(ProcessName.CONTROLLER, controllerBackoff, e, () -> startController(port, managementPort));
            }
        }
    }

    /**
     * Nobody could find what is started then; and in a folder that was made anew another cluster may have its files.
     */
    private boolean hasLostProfile() {
        boolean lost = isProfileLost.getAsBoolean();
        if (lost) {
            console.profileLost();
            over.complete(1);
        }
        return lost;
    }

    /** For ever: what is in the way, as a full disk, may go away. */
    private void retry(ProcessName name, Backoff backoff, IOException failure, Runnable start) {
        if (backoff.isNews("it cannot be started")) {
            console.cannotStart(name, failure, true);
        }
        serialExecutor.later(backoff.afterFailure(), start);
    }

    /** From now on nothing is started, and exits are expected. */
    void expectEnd() {
        ending = true;
    }

    @Nullable
    ChildProcess controller() {
        return controller;
    }

    List<ChildProcess> engines() {
        return slots.stream().map(EngineSlot::child).flatMap(Stream::ofNullable).toList();
    }

    @Override
    public void ready(ConnectionInfo how) {
        if (ending) {
            return;
        }
        boolean again = connection != null;
        try {
            ConnectionFile.write(profile, how);
        } catch (UncheckedIOException e) {
            console.say(String.valueOf(e.getMessage()));
            if (!again) {
                over.complete(1);
                return;
            }
            // As on a full disk: the file that is there tells the same address.
        }
        connection = how;
        serves = true;
        if (again) {
            console.readyAgain(how);
        } else {
            console.ready(how);
        }
        startSlots();
        checkUp();
    }

    @Override
    public void engineRegistered(int engineId, String instance) {
        slotOf(instance).filter(slot -> slot.registered(instance)).ifPresent(slot -> {
            preludeFails = false;
            console.registered(slot, engineId);
            startSlots();
            checkUp();
        });
    }

    @Override
    public void engineLost(int engineId, String instance) {
        slotOf(instance)
                .filter(slot -> slot.lost(instance))
                .filter(slot -> !ending)
                .ifPresent(slot -> {
                    console.lost(slot, engineId, timeouts.comeBack());
                    awaitReturn(slot, slot.losses());
                });
    }

    @Override
    public void engineEnded(String instance) {
        slotOf(instance).ifPresent(slot -> {
            slot.ended(instance);
            console.killed(slot, slot.first() + EngineName.number(instance));
        });
    }

    /** An engine that does not come back although there is a controller is of no use, whatever its process does. */
    private void awaitReturn(EngineSlot slot, int loss) {
        boolean served = serves;
        serialExecutor.later(timeouts.comeBack(), () -> {
            ChildProcess child = slot.child();
            if (child == null || ending || slot.isComplete() || slot.losses() != loss) {
                return;
            }
            if (served && serves) {
                console.replacing(child);
                child.kill();
            } else {
                awaitReturn(slot, loss);
            }
        });
    }

    /** Empty for an engine that has ended since, and for one that a person started. */
    private Optional<EngineSlot> slotOf(String instance) {
        String node = EngineName.node(instance);
        return slots.stream()
                .filter(slot -> slot.child() != null && slot.node().toString().equals(node))
                .findFirst();
    }

    private void act(String event) {
        try {
            LineProtocol.deliver(event, this);
        } catch (IllegalArgumentException e) {
            console.say("The launcher does not understand this line of the controller: " + event + " (" + e + ")");
        }
    }

    /** Starts the first engines of slots, as many at a time as are to start at once. */
    private void startSlots() {
        if (controller == null || (connection == null && options.port() == 0)) {
            return;
        }
        // Where the prelude fails in one it would in the next.
        while (!ending && !preludeFails && slots.size() < options.nodes() && starting() < startsAtOnce) {
            int number = slots.size();
            EngineSlot slot =
                    new EngineSlot(number * options.perNode(), options.enginesOf(number), profile, console::say);
            slots.add(slot);
            startEngine(slot);
            serialExecutor.later(timeouts.stagger(), () -> {
                slot.startsNoLonger();
                startSlots();
            });
        }
    }

    /** How many nodes start now, but for those that take long: they may never have started. */
    private long starting() {
        return slots.stream().filter(EngineSlot::starts).count() + (connection == null ? 1 : 0);
    }

    private void startEngine(EngineSlot slot) {
        if (ending || hasLostProfile()) {
            return;
        }
        InstanceKey key = InstanceKey.random();
        UUID node = key.uuid();
        HostPort where = connection == null ? options.controller() : connection.controller();
        try {
            ChildCommand command = commands.engines(slot.first(), slot.count(), key, where);
            ChildProcess child = ChildProcess.start(
                    slot.name(),
                    command,
                    profile,
                    slot.log(),
                    event -> serialExecutor.execute(() -> LineProtocol.deliver(event, node, this)));
            slot.log().line("--- instance " + node);
            slot.started(child, node);
            console.started(child);
            var unused = child.exit().thenAcceptAsync(code -> engineExited(slot, child, code), serialExecutor);
        } catch (IOException e) {
            retry(slot.name(), slot.backoff(), e, () -> startEngine(slot));
        }
    }

    private void engineExited(EngineSlot slot, ChildProcess child, int code) {
        child.removePidFile();
        Duration used = slot.usedFor();
        slot.ended();
        if (ending) {
            return;
        }
        if (controller != null) {
            controller.tell(LineProtocol.exited(new NodeExited(slot.node(), code)));
        }
        if (code == ExitCode.KILLED.number()) {
            console.killed(child);
            return;
        }
        boolean prelude = code == ExitCode.PRELUDE_FAILED.number();
        if (prelude && !usable && console.isWaitedFor()) {
            console.preludeFailed(child);
            over.complete(1);
            return;
        }
        boolean failed = hasFailed(used, code);
        Duration wait = failed ? slot.backoff().afterFailure() : slot.backoff().afterUseOf(used);
        sayThatItEnded(child, code, failed, slot.backoff(), wait);
        preludeFails |= prelude;
        serialExecutor.later(wait, () -> startEngine(slot));
    }

    /** It has ended by itself, and was of no use: so may the next one. */
    private static boolean hasFailed(Duration used, int code) {
        return used.isZero() && code < ENDED_BY_SIGNAL;
    }

    /** Of one that fails each time in the same way only once, and why. */
    private void sayThatItEnded(ChildProcess child, int code, boolean failed, Backoff backoff, Duration wait) {
        if (!failed) {
            console.restarting(child, code, wait);
        } else if (backoff.isNews(ExitCode.describe(code))) {
            console.failing(child, code, wait);
            var unused = child.exitAndLastLines().thenRunAsync(() -> console.tail(child), serialExecutor);
        }
    }

    /**
     * A controller whose ledger outlives it is started again, at the same address; so is one that somebody has killed
     * before it served. Where the ledger went with it, or it has given up by itself, the engines have nobody to serve.
     */
    private void controllerExited(ChildProcess child, int code) {
        child.removePidFile();
        controller = null;
        Duration used = serves ? child.age() : Duration.ZERO;
        serves = false;
        if (ending) {
            return;
        }
        if (code == ExitCode.KILLED.number()) {
            console.controllerKilled(child);
            over.complete(0);
            return;
        }
        ConnectionInfo served = connection;
        boolean failed = hasFailed(used, code);
        Duration wait = failed ? controllerBackoff.afterFailure() : controllerBackoff.afterUseOf(used);
        if (code == ExitCode.LEDGER_DAMAGED.number() && !usable) { // as whoever starts a cluster should know at once
            console.controllerGone(child, code, false);
            over.complete(1);
        } else if (served != null && served.isDurable()) {
            if (!failed || controllerBackoff.isNews(ExitCode.describe(code))) {
                console.controllerPauses(child, code, wait);
            }
            serialExecutor.later(
                    wait,
                    () -> startController(
                            options.port() == 0 ? served.port() : options.port(), served.managementPort()));
        } else if (served == null && code > ENDED_BY_SIGNAL) {
            console.restarting(child, code, wait);
            serialExecutor.later(wait, () -> startController(options.port(), options.managementPort()));
        } else {
            console.controllerGone(child, code, served != null);
            over.complete(1);
        }
    }

    /** Again and again, less and less often: a start that takes long is no failure, and a person can end it. */
    private void sayWhatIsWaitedFor(Duration wait) {
        serialExecutor.later(wait, () -> {
            if (!usable && !ending) {
                console.slow(connection == null ? ProcessName.CONTROLLER : options.firstEngines());
                sayWhatIsWaitedFor(wait.multipliedBy(2));
            }
        });
    }

    /** As long as somebody waits: the log may not have taken the line, as on a disk that was full then. */
    private void sayUpAgain() {
        serialExecutor.later(timeouts.sayAgain(), () -> {
            if (!ending && console.isWaitedFor() && ProfileLock.starter(profile).isPresent()) {
                console.up();
                sayUpAgain();
            }
        });
    }

    private void checkUp() {
        int registered = slots.stream().mapToInt(EngineSlot::registered).sum();
        if (connection == null) {
            return;
        }
        if (!usable && (registered > 0 || options.engines() == 0)) {
            usable = true;
            console.usable(connection);
            sayUpAgain();
        }
        if (!complete && registered == options.engines() && options.engines() > 1) {
            complete = true;
            console.complete();
        }
    }
}
