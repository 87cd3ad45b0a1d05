package io.stoker.node;

import io.stoker.wire.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a launcher tells the person who watches it. */
final class LauncherConsole {
    /** The last words of a launcher that ends wait no longer for a terminal that stands still. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(1);

    private final Console out;
    private final Profile profile;
    private final ClusterOptions options;
    private final @Nullable LineProtocol waiting;
    private final long startedAt = System.nanoTime();

    /** @param waiting knows the lines for a {@code --detach} that waits until the cluster can be used; null for none */
    LauncherConsole(Consumer<String> out, Profile profile, ClusterOptions options, @Nullable LineProtocol waiting) {
        this.out = new Console(out);
        this.profile = profile;
        this.options = options;
        this.waiting = waiting;
    }

    void starting() {
        say("Starting a controller and " + engines(options.engines()) + " under profile '" + profile.name() + "'.");
        say("  launcher    pid " + ProcessHandle.current().pid());
        say("  logs        " + profile.logs());
    }

    void started(ChildProcess child) {
        say(String.format(Locale.ROOT, "  %-11s pid %d", child.name(), child.pid()));
    }

    void ready(ConnectionInfo connection) {
        say("The controller is ready after " + seconds(age()) + ": " + connection.controller() + ", HTTP at "
                + connection.managementUrl());
    }

    /** Said once, when the cluster can be used: the controller serves, and an engine has registered if any is to. */
    void usable(ConnectionInfo connection) {
        String connect = profile.name().equals(Profile.DEFAULT) ? "Stoker.connect()  or  " : "";
        say("The cluster can be used after " + seconds(age()) + ".");
        say("  connect     " + connect + "Stoker.connect(\"" + connection.host() + "\", " + connection.port() + ")");
        say("  stop        " + (waiting != null ? "" : "Ctrl-C  or  ") + profile.command("stop"));
        up();
    }

    /** Tells a {@code --detach} that waits that the cluster can be used. */
    void up() {
        if (waiting != null) {
            say(waiting.up());
        }
    }

    /** Said once, when every engine has registered. */
    void complete() {
        say("All " + engines(options.engines()) + " have registered after " + seconds(age()) + ".");
    }

    void registered(EngineSlot slot, int engineId) {
        if (slot.count() == 1) {
            say("  " + slot.name() + " has registered with id " + engineId);
        } else if (slot.isComplete()) {
            say("  " + slot.name() + " have registered");
        }
    }

    /** Whether a {@code --detach} waits until the cluster can be used. */
    boolean isWaitedFor() {
        return waiting != null;
    }

    void lost(EngineSlot slot, int engineId, Duration comeBack) {
        say((slot.count() == 1 ? slot.name() : "engine " + engineId + " of " + slot.name())
                + " is out of the controller's reach, though its process runs; if it does not come back within "
                + seconds(comeBack) + ", it will be replaced");
    }

    void replacing(ChildProcess child) {
        say(child.name() + " (pid " + child.pid() + ") has not come back; killing it, to start another one");
    }

    void preludeFailed(ChildProcess child) {
        say(child.name() + " could not run the prelude, and neither could another engine. Ending the cluster.");
        tail(child);
    }

    /** The end of its log. */
    void tail(ChildProcess child) {
        say(LogTail.of(child.log().path()));
    }

    void restarting(ChildProcess child, int code, Duration wait) {
        say(restart(child, code, wait));
    }

    /** Of one that was of no use: the next ones may end like it, and are not told of. */
    void failing(ChildProcess child, int code, Duration wait) {
        say(restart(child, code, wait) + ", and as long as it fails like that, after up to " + seconds(Backoff.LONGEST)
                + " each time");
    }

    private static String restart(ChildProcess child, int code, Duration wait) {
        return child.name() + " (pid " + child.pid() + ") ended with " + ExitCode.describe(code) + " after "
                + seconds(child.age()) + " (its log: " + child.log().path() + "); starting it again in "
                + seconds(wait);
    }

    void killed(ChildProcess child) {
        say(child.name() + " (pid " + child.pid() + ") was ended by a client and will not be restarted");
    }

    /** One of the engines of a JVM, by its place among the launcher's. */
    void killed(EngineSlot slot, int place) {
        say("engine " + place + " was ended by a client; the others of " + slot.name() + " continue");
    }

    void controllerKilled(ChildProcess child) {
        say("The controller (pid " + child.pid() + ") was ended by a client. Its ledger is kept.");
    }

    void cannotStart(ProcessName name, Exception cause, boolean again) {
        say(name + " cannot be started: " + cause.getMessage() + (again ? ". Retrying until it succeeds." : ""));
    }

    void controllerGone(ChildProcess child, int code, boolean served) {
        say(ended(child, code)
                + (served
                        ? ". Its ledger was kept in memory: its tasks and results are lost. Ending the engines."
                        : ", before the cluster could be used."));
        say(LogTail.of(child.log().path()));
    }

    private static String ended(ChildProcess child, int code) {
        return "The controller (pid " + child.pid() + ") ended with " + ExitCode.describe(code) + " after "
                + seconds(child.age());
    }

    /** Of one whose ledger outlives it. */
    void controllerPauses(ChildProcess child, int code, Duration wait) {
        say(ended(child, code) + "; starting it again in " + seconds(wait)
                + ". Its tasks are in its ledger, and the engines continue their running tasks.");
        say(LogTail.of(child.log().path()));
    }

    void readyAgain(ConnectionInfo connection) {
        say("The controller is back at " + connection.controller() + ".");
    }

    void profileLost() {
        say("The profile folder " + profile.folder() + " was removed or replaced. Ending the cluster.");
    }

    /** Of a start that takes long. */
    void slow(ProcessName waitedFor) {
        say("The cluster is not ready after " + seconds(age()) + "; waiting for " + waitedFor
                + ". On a busy machine a start takes minutes (its log: " + profile.log(waitedFor) + ")");
    }

    /** Of what should not happen: shown whole, since somebody has to mend it. */
    void failed(Throwable unexpected) {
        StringWriter trace = new StringWriter();
        unexpected.printStackTrace(new PrintWriter(trace));
        say("Internal launcher error (continuing): " + trace);
    }

    /** Of a child that has not ended when it was asked to. */
    void killing(ChildProcess child) {
        say(child.name() + " (pid " + child.pid() + ") does not end when asked; killing it");
    }

    void stopping() {
        say("Stopping.");
    }

    void stopped() {
        say("Stopped: all processes have ended.");
    }

    /** Returns at once, whoever reads it. */
    void say(String text) {
        out.say(PlainText.lines(text));
    }

    /** Waits for whoever reads, but not for long. */
    void flush() {
        out.flush(READ_WITHIN);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private static String engines(int count) {
        return count == 0 ? "no engines" : count == 1 ? "1 engine" : count + " engines";
    }
}
