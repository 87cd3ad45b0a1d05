package io.stoker.client;

import akka.actor.Address;
import akka.actor.typed.Behavior;
import io.stoker.task.LedgerChangedException;
import io.stoker.task.StokerException;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.NodeComponent;
import io.stoker.wire.OwnTime;
import io.stoker.wire.Serving;
import io.stoker.wire.values.ValueClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a client JVM has asked and who serves it now: all that outlives an ActorSystem. */
final class ClientSession implements NodeComponent {
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final boolean ownOnly;
    private final InstanceKey key = InstanceKey.random();
    private final String instance = key.instance();
    private final Whereabouts whereabouts = Whereabouts.here();
    private final Commands commands = new Commands();
    private final PendingRequests requests = new PendingRequests();
    private final Results results = new Results();
    private final ValueClient values = new ValueClient();
    private final Deadlines deadlines = new Deadlines();
    private final ClientTally tally = new ClientTally();
    private final Functions functions = new Functions(instance, this::ledger, values);
    private final CodeAnswers codeAnswers = new CodeAnswers(functions, this::wake);
    private final CompletableFuture<Serving> firstServing = new CompletableFuture<>();
    private volatile @Nullable Serving serving;
    /** Null until it was heard of in this ActorSystem. */
    private volatile @Nullable Serving controller;

    private volatile Instant heard = Instant.now();
    private final OwnTime time = new OwnTime(ClientActor.TICK, System.nanoTime());
    /** By {@link #time}. */
    private volatile long heardAt = System.nanoTime();

    private final AtomicLong sessions = new AtomicLong();
    private volatile Runnable wakeUp = () -> {};
    private volatile boolean closed;
    /** Where the controller is that is not spoken to; empty if there is none. */
    private volatile String elsewhere = "";
    /** Where its HTTP interface is, or that of the controller that is spoken to; empty if it has none. */
    private volatile String http = "";

    ClientSession() {
        this(false);
    }

    /** @param ownOnly whether it speaks to a controller of its own cluster node only */
    ClientSession(boolean ownOnly) {
        this.ownOnly = ownOnly;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public InstanceKey key() {
        return key;
    }

    /** Where this JVM runs, and whose it is. */
    Whereabouts whereabouts() {
        return whereabouts;
    }

    @Override
    public String name() {
        return "client-" + instance;
    }

    /** The controller has to be heard of anew: the actor known so far belongs to the ActorSystem that has ended. */
    @Override
    public Behavior<?> actor() {
        controller = null;
        elsewhere = "";
        http = "";
        return ClientActor.create(this);
    }

    @Override
    public void serving(Serving now) {
        Address at = now.controller().path().address();
        elsewhere = ownOnly && at.hasGlobalScope() ? at.hostPort().replaceFirst(".*@", "") : "";
        if (!elsewhere.isEmpty()) {
            controller = null;
            return;
        }
        heard = Instant.now();
        heardAt = time.at(System.nanoTime());
        Serving before = serving;
        serving = now;
        if (before == null || !before.ledgerId().equals(now.ledgerId())) {
            firstServing.complete(now);
            if (before != null) {
                failAll(new LedgerChangedException(
                        "the controller has a different ledger than before (" + now.ledgerId() + " instead of "
                                + before.ledgerId() + "): tasks of the old ledger do not exist in it"));
            }
        }
        if (!now.equals(controller)) {
            controller = now;
            commands.served();
            wake();
        }
    }

    @Override
    public void httpAt(String url) {
        http = url;
    }

    @Override
    public void waiting(String reason) {
        if (!reason.isEmpty()) {
            commands.absent(reason, System.nanoTime());
        }
    }

    @Override
    public void refused(String reason) {
        firstServing.completeExceptionally(new StokerException("the controller refuses this client: " + reason));
    }

    @Override
    public void otherVersion(int version) {
        firstServing.completeExceptionally(new StokerException("the controller speaks version " + version
                + " of the protocol, which this client does not: use the same Stoker on both sides"));
    }

    /** There is a new session: whatever was sent before may not have arrived. */
    void sendAgain() {
        commands.sendAgain();
        requests.sendAgain();
        results.sendAgain();
    }

    private void failAll(StokerException exception) {
        commands.failAll(exception);
        requests.failAll(exception);
        results.failAll(exception);
        values.failAll(exception);
    }

    /** All that waits fails; nothing will be answered any more. */
    void close() {
        closed = true;
        codeAnswers.close();
        StokerException reason = new StokerException("the client was closed");
        failAll(reason);
        values.close(reason);
    }

    boolean isClosed() {
        return closed;
    }

    /** To be called, from any thread, when there is something to send. */
    void wake() {
        if (closed) {
            close();
        } else {
            wakeUp.run();
        }
    }

    void onWake(Runnable ring) {
        wakeUp = ring;
    }

    /** Completes when a controller has answered for the first time. */
    CompletableFuture<Serving> firstServing() {
        return firstServing;
    }

    /** The controller that serves, as this ActorSystem knows it; null until it does. */
    @Nullable
    Serving controller() {
        return controller;
    }

    /** The host and port of the controller that serves and is not spoken to; empty if there is none. */
    String elsewhere() {
        return elsewhere;
    }

    /**
     * Where the HTTP interface of the controller is that serves, whether it is spoken to or not; empty if there is
     * none.
     */
    String http() {
        return http;
    }

    /** When the controller was last heard of. */
    Instant heard() {
        return heard;
    }

    /**
     * How long the controller has not been heard of, of the time in which this JVM ran.
     *
     * @param tick to be told often, each {@link ClientActor#TICK}
     */
    Duration silence(long tick) {
        return Duration.ofNanos(time.at(tick) - heardAt);
    }

    /** Whether the controller has not been heard of for so long that it is unreachable. */
    boolean isSilent(long tick) {
        return silence(tick).compareTo(SILENCE) > 0;
    }

    /** How many sessions this JVM has begun. */
    long sessions() {
        return sessions.get();
    }

    /** Counts the sessions that this JVM begins. */
    long nextSession() {
        return sessions.incrementAndGet();
    }

    Commands commands() {
        return commands;
    }

    PendingRequests requests() {
        return requests;
    }

    Results results() {
        return results;
    }

    /** What it has done. */
    ClientTally tally() {
        return tally;
    }

    /** The Java functions of tasks. */
    Functions functions() {
        return functions;
    }

    /** What engines ask for while functions run. */
    CodeAnswers codeAnswers() {
        return codeAnswers;
    }

    /** The id of the ledger that the controller serves, or has served; empty before it is known. */
    String ledger() {
        Serving now = serving;
        return now == null ? "" : now.ledgerId();
    }

    /** When commands are given up that were not accepted. */
    Deadlines deadlines() {
        return deadlines;
    }

    @Override
    public ValueClient values() {
        return values;
    }
}
