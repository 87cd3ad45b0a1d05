package io.stoker.node;

import io.stoker.wire.NodeExit;
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
 * The launcher's children and what it does about them. All of it happens on one thread, the launcher's loop: exits,
 * lines from the controller and timers come to it as tasks.
 */
final class Family implements ControllerEvents {
    /** Exit codes above it are 128 and the signal's number. */
    private static final int ENDED_BY_SIGNAL = 128;

    private final Profile profile;
    private final ClusterOptions options;
    private final ChildCommands commands;
    private final Patience patience;
    private final Announcer announcer;
    private final Loop loop;
    private final BooleanSupplier isProfileLost;
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private final List<Place> places = new ArrayList<>();
    private final Backoff controllerBackoff = new Backoff();
    private final LogFile controllerLog;
    private @Nullable Child controller;
    private @Nullable Connection connection;
    private boolean began;
    private boolean serves;
    private boolean preludeFails;
    private boolean complete;
    private boolean usable;
    private boolean ending;

    Family(
            Profile profile,
            ClusterOptions options,
            ChildCommands commands,
            Patience patience,
            Announcer announcer,
            Loop loop,
            BooleanSupplier isProfileLost) {
        this.profile = profile;
        this.options = options;
        this.commands = commands;
        this.patience = patience;
        this.announcer = announcer;
        this.loop = loop;
        this.isProfileLost = isProfileLost;
        this.controllerLog = LogFile.begin(profile.log(ProcessName.CONTROLLER), System::nanoTime, announcer::say);
    }

    /** Completes when the cluster is not to go on and has to be ended: with 0 if that was wanted, else with 1. */
    CompletableFuture<Integer> over() {
        return over;
    }

    /** Starts the controller, and the first engine beside it where the port is known. */
    void start() {
        startController(options.port(), options.managementPort());
        sayWhatIsWaitedFor(patience.slow());
        if (controller != null && options.port() != 0) {
            startPlace(0);
        }
    }

    private void startController(int port, int managementPort) {
        if (ending || hasLostProfile()) {
            return;
        }
        try {
            Child child = Child.start(
                    ProcessName.CONTROLLER,
                    commands.controller(port, managementPort),
                    profile,
                    controllerLog,
                    event -> loop.execute(() -> act(event)));
            controller = child;
            began = true;
            controllerBackoff.started();
            announcer.started(child);
            var unused = child.exitAndLastLines().thenAcceptAsync(code -> controllerExited(child, code), loop);
        } catch (IOException e) {
            if (!began) {
                announcer.cannotStart(ProcessName.CONTROLLER, e, false);
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
            announcer.profileLost();
            over.complete(1);
        }
        return lost;
    }

    /** For ever: what is in the way, as a full disk, may go away. */
    private void retry(ProcessName name, Backoff backoff, IOException failure, Runnable start) {
        if (backoff.isNewlyStuck()) {
            announcer.cannotStart(name, failure, true);
        }
        loop.later(backoff.afterUseOf(Duration.ZERO), start);
    }

    /** From now on nothing is started, and exits are expected. */
    void expectEnd() {
        ending = true;
    }

    @Nullable
    Child controller() {
        return controller;
    }

    List<Child> engines() {
        return places.stream().map(Place::child).flatMap(Stream::ofNullable).toList();
    }

    @Override
    public void ready(Connection how) {
        if (ending) {
            return;
        }
        boolean again = connection != null;
        try {
            ConnectionFile.write(profile, how);
        } catch (UncheckedIOException e) {
            announcer.say(String.valueOf(e.getMessage()));
            if (!again) {
                over.complete(1);
                return;
            }
            // As on a full disk: the file that is there tells the same address.
        }
        connection = how;
        serves = true;
        if (again) {
            announcer.readyAgain(how);
            return;
        }
        announcer.ready(how);
        startPlace(0); // where it had to wait for the port
        checkUp();
    }

    @Override
    public void engineRegistered(int engineId, UUID instance) {
        placeOf(instance).filter(place -> !place.registered()).ifPresent(place -> {
            place.registered(true);
            preludeFails = false;
            announcer.registered(place, engineId);
            startPlace(place.number() + 1);
            checkUp();
        });
    }

    @Override
    public void engineLost(int engineId, UUID instance) {
        placeOf(instance).filter(Place::registered).filter(place -> !ending).ifPresent(place -> {
            place.registered(false);
            announcer.lost(place, patience.comeBack());
            awaitReturn(place, place.losses());
        });
    }

    /** An engine that does not come back although there is a controller is of no use, whatever its process does. */
    private void awaitReturn(Place place, int loss) {
        boolean served = serves;
        loop.later(patience.comeBack(), () -> {
            Child child = place.child();
            if (child == null || ending || place.registered() || place.losses() != loss) {
                return;
            }
            if (served && serves) {
                announcer.replacing(child);
                child.kill();
            } else {
                awaitReturn(place, loss);
            }
        });
    }

    /** Empty for an engine that has ended since, and for one that a person started. */
    private Optional<Place> placeOf(UUID instance) {
        return places.stream()
                .filter(place -> place.child() != null && place.instance().equals(instance))
                .findFirst();
    }

    private void act(String event) {
        try {
            LineProtocol.deliver(event, this);
        } catch (IllegalArgumentException e) {
            announcer.say("The launcher does not understand this line of the controller: " + event + " (" + e + ")");
        }
    }

    /** An engine speaks for itself alone. */
    private void actOfEngine(UUID instance, String event) {
        LineProtocol.registration(event, instance).ifPresent(id -> engineRegistered(id, instance));
    }

    /** Starts the first engine of a place, if it is the next one's turn. */
    private void startPlace(int number) {
        if (number != places.size() || number >= options.engines() || ending) {
            return;
        }
        if (preludeFails) { // as it would in the next one
            loop.later(patience.stagger(), () -> startPlace(number));
            return;
        }
        Place place = new Place(number, profile, announcer::say);
        places.add(place);
        startEngine(place);
        loop.later(patience.stagger(), () -> startPlace(number + 1));
    }

    private void startEngine(Place place) {
        if (ending || hasLostProfile()) {
            return;
        }
        UUID instance = UUID.randomUUID();
        HostPort where = connection == null ? options.controller() : connection.controller();
        try {
            ChildCommand command = commands.engine(instance, where);
            Child child = Child.start(
                    place.name(),
                    command,
                    profile,
                    place.log(),
                    event -> loop.execute(() -> actOfEngine(instance, event)));
            place.log().line("--- instance " + instance);
            place.started(child, instance);
            announcer.started(child);
            var unused = child.exit().thenAcceptAsync(code -> engineExited(place, child, code), loop);
        } catch (IOException e) {
            retry(place.name(), place.backoff(), e, () -> startEngine(place));
        }
    }

    private void engineExited(Place place, Child child, int code) {
        child.removePidFile();
        Duration used = place.usedFor();
        place.ended();
        if (ending) {
            return;
        }
        if (controller != null) {
            controller.tell(LineProtocol.exited(new EngineExited(place.instance(), code)));
        }
        if (code == NodeExit.KILLED) {
            announcer.killed(child);
            return;
        }
        boolean prelude = code == NodeExit.PRELUDE_FAILED;
        if (prelude && !usable && announcer.isWaitedFor()) {
            announcer.preludeFailed(child);
            over.complete(1);
            return;
        }
        Duration wait = place.backoff().afterUseOf(used);
        announcer.restarting(child, code, wait);
        if (prelude && !preludeFails) {
            announcer.tail(child);
        }
        preludeFails |= prelude;
        loop.later(wait, () -> startEngine(place));
    }

    /**
     * A controller whose ledger outlives it is started again, at the same address; so is one that somebody has killed
     * before it served. Where the ledger went with it, or it has given up by itself, the engines have nobody to serve.
     */
    private void controllerExited(Child child, int code) {
        child.removePidFile();
        controller = null;
        Duration used = serves ? child.age() : Duration.ZERO;
        serves = false;
        if (ending) {
            return;
        }
        if (code == NodeExit.KILLED) {
            announcer.controllerKilled(child);
            over.complete(0);
            return;
        }
        Connection served = connection;
        Duration wait = controllerBackoff.afterUseOf(used);
        if (code == NodeExit.LEDGER_DAMAGED && !usable) { // as whoever starts a cluster should know at once
            announcer.controllerGone(child, code, false);
            over.complete(1);
        } else if (served != null && served.isDurable()) {
            announcer.controllerPauses(child, code, wait);
            loop.later(wait, () -> startController(served.port(), served.managementPort()));
        } else if (served == null && code > ENDED_BY_SIGNAL) {
            announcer.restarting(child, code, wait);
            loop.later(wait, () -> startController(options.port(), options.managementPort()));
        } else {
            announcer.controllerGone(child, code, served != null);
            over.complete(1);
        }
    }

    /** Again and again, less and less often: a start that takes long is no failure, and a person can end it. */
    private void sayWhatIsWaitedFor(Duration wait) {
        loop.later(wait, () -> {
            if (!usable && !ending) {
                announcer.slow(connection == null ? ProcessName.CONTROLLER : ProcessName.engine(0));
                sayWhatIsWaitedFor(wait.multipliedBy(2));
            }
        });
    }

    /** As long as somebody waits: the log may not have taken the line, as on a disk that was full then. */
    private void sayUpAgain() {
        loop.later(patience.sayAgain(), () -> {
            if (!ending
                    && announcer.isWaitedFor()
                    && ProfileLock.starter(profile).isPresent()) {
                announcer.up();
                sayUpAgain();
            }
        });
    }

    private void checkUp() {
        long registered = places.stream().filter(Place::registered).count();
        if (connection == null) {
            return;
        }
        if (!usable && (registered > 0 || options.engines() == 0)) {
            usable = true;
            announcer.usable(connection);
            sayUpAgain();
        }
        if (!complete && registered == options.engines() && options.engines() > 1) {
            complete = true;
            announcer.complete();
        }
    }
}
