package io.stoker.wire;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EngineProperties;
import io.stoker.task.Outcome;
import io.stoker.task.RunningAttempt;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import io.stoker.task.Utf8;
import io.stoker.wire.channel.Frame;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The messages of engines and clients to the controller. Those {@linkplain OfClient of clients} and
 * {@linkplain FromEngine of engines} that are registered come by their channels; all others are repeated until they are
 * answered, and may arrive twice.
 */
public sealed interface ToController extends WireMessage
        permits ToController.Heartbeat,
                ToController.Register,
                ToController.NodeExited,
                ToController.FromEngine,
                ToController.Leave,
                ToController.Open,
                ToController.OfClient,
                ToController.FindEngine,
                ToController.ListEngines,
                ToValueServer.Open {

    /**
     * Said every second to a path at the controller's address, by each node of the cluster; in several parts where
     * there is much to state.
     *
     * @param version {@link WireMessage#VERSION} of the sender
     * @param address and {@code uid}: the cluster node that the sender is
     * @param epoch the highest the sender has seen; 0 if none
     * @param claim who the sender is; no two controllers get the same
     * @param statements those of the engines and clients of the node, or of some of them
     * @param ended the engines that lived in this JVM, which lives on
     */
    record Heartbeat(
            int version,
            String address,
            long uid,
            long epoch,
            Claim claim,
            List<Statement> statements,
            List<Ended> ended,
            ActorRef<ToMember> replyTo)
            implements ToController {
        @Override
        public @Nullable String flaw() {
            if (version != VERSION && replyTo != null) {
                return null; // who speaks another version is told that, whatever else it says
            }
            return Flaws.of(this, f -> {
                statements.forEach(one -> f.name("statements.instance", one.instance()));
                ended.forEach(one -> f.name("ended.instance", one.instance()));
                Proof proof = claim.proof();
                if (proof != null) {
                    f.atMost("claim.proof.certificate", proof.certificate().length, Proof.LONGEST_CERTIFICATE)
                            .atMost("claim.proof.signature", proof.signature().length, Proof.LONGEST_SIGNATURE);
                }
            });
        }
    }

    /**
     * An engine has ended, and its JVM has not.
     *
     * @param key to the JVM's instance
     */
    record Ended(String instance, InstanceKey key) {}

    /**
     * What an engine or a client states of itself.
     *
     * @param instance it, whichever cluster node it lives in
     * @param propertiesVersion as of {@link Properties}, for a controller that has missed one; 0 of a client
     * @param engine the actor of an engine, which the controller greets if it does not know it; null of anything else
     * @param progress of what an engine runs, if that has told any
     * @param load of an engine; null of anything else
     */
    record Statement(
            String instance,
            HeldAttempts held,
            long propertiesVersion,
            @Nullable ActorRef<ToEngine> engine,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            AttemptProgress progress,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            EngineLoad load) {}

    /**
     * An engine's answer to {@link ToEngine.Identify}.
     *
     * @param identifiedAt of the {@code Identify} that this answers
     * @param session of the {@code Identify} that this answers
     * @param claimedId the small id it had before, or wishes for; -1 for any
     * @param properties what is known of the engine, as host and pid
     * @param propertiesVersion and {@code draining}: as of {@link Properties}
     * @param direct who takes direct calls
     * @param ticket whoever has it may make direct calls
     * @param key to the instance: nobody else may register it
     * @param pass of the {@code Identify} that this answers
     */
    record Register(
            int version,
            long identifiedAt,
            UUID session,
            String instance,
            int claimedId,
            List<String> languages,
            EngineProperties properties,
            long propertiesVersion,
            boolean draining,
            HeldAttempts held,
            ActorRef<ToEngine> engine,
            ActorRef<ToDirect> direct,
            Secret ticket,
            InstanceKey key,
            Secret pass)
            implements ToController {
        @Override
        public @Nullable String flaw() {
            if (version != VERSION) {
                return null;
            }
            return Flaws.of(this, f -> f.name("instance", instance).atLeast("claimedId", claimedId, -1));
        }
    }

    /**
     * The sender's cluster node ends now, and nothing will come from it any more.
     *
     * @param address and {@code uid}: the cluster node
     * @param pass of the node, see {@link Claim}
     */
    record Leave(String address, long uid, Secret pass, ActorRef<ToMember> replyTo) implements ToController {}

    /**
     * The launcher, which has started the JVM of engines, says that its process has ended. That confirms their deaths
     * by itself. It comes from the launcher's own controller, which is another one than the one that serves.
     *
     * @param node of which all these engines are, see {@link EngineName}
     * @param code the exit code; 128 and the signal's number if a signal ended it
     * @param address and {@code pass}: the node of the launcher's controller, see {@link Claim}
     */
    record NodeExited(String node, int code, String address, Secret pass) implements ToController {}

    /** What comes in the channel of an engine. */
    sealed interface FromEngine extends ToController {}

    /**
     * Whether the engine gives back what it is assigned, as direct calls wait or run there; said before what it gives
     * back. {@link Heartbeat} repeats it.
     */
    record GivesWay(boolean now) implements FromEngine {}

    /** The engine lets callers in with this ticket from now on, as {@link ToEngine.Expelled} has told it. */
    record Ticket(Secret ticket) implements FromEngine {}

    /**
     * The engine's properties have changed, or whether it drains; said at once, before the report of the attempt that
     * changed them. {@link Heartbeat} tells a controller that it has missed one.
     *
     * @param version grows with each change
     * @param draining whether it gives back what it is assigned, until it is told otherwise
     */
    record Properties(long version, EngineProperties properties, boolean draining) implements FromEngine {}

    /** The events at the engine, in order. Acknowledged when the ends are durable. */
    record EngineReport(List<AttemptId> started, List<AttemptReport> ended) implements FromEngine {
        /**
         * What is wrong with one of {@code ended} is its own {@link AttemptReport#flaw()}, and no fault of the others.
         */
        @Override
        public @Nullable String flaw() {
            return null;
        }

        @Override
        public long size() {
            return SMALL
                    + (long) AttemptId.SIZE * started.size()
                    + ended.stream().mapToLong(AttemptReport::size).sum();
        }
    }

    /**
     * Asks a client for code that a function of its needs at the engine, and that was not sent with it. Whoever waits
     * for the answer repeats this until it has come, so that nobody has to keep it.
     *
     * <p>The controller takes the engine's word for the client and the space: the space's number is random, and only
     * the client and the engines that run its functions know it, so that the client itself can tell who may ask.
     *
     * @param question random, so that only the client that was asked can answer
     * @param client its instance
     * @param space of the client's, in which the function runs
     * @param entry the name of the class file or resource, as {@code com/acme/Pricer.class}
     */
    record AskCode(UUID question, String client, UUID space, String entry) implements FromEngine {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.name("client", client).entry("entry", entry));
        }
    }

    /**
     * Answers {@link ToEngine.AskAttempt}.
     *
     * @param note why the rest is empty; empty if the attempt runs
     * @param stdout the end of what it has printed
     * @param stdoutBytes how many bytes it has printed in all
     * @param stack empty if it was not asked for
     */
    record AttemptAnswer(
            UUID question, String note, String stdout, String stderr, long stdoutBytes, long stderrBytes, String stack)
            implements FromEngine {
        /** The most bytes of a note. */
        public static final int LONGEST_NOTE = 500;

        @Override
        public @Nullable String flaw() {
            int most = RunningAttempt.LONGEST_TEXT;
            return Flaws.of(
                    this,
                    f -> f.atMost("note", Utf8.length(note), LONGEST_NOTE)
                            .atMost("stdout", Utf8.length(stdout), most)
                            .atMost("stderr", Utf8.length(stderr), most)
                            .atLeast("stdoutBytes", stdoutBytes, 0)
                            .atLeast("stderrBytes", stderrBytes, 0)
                            .atMost("stack", Utf8.length(stack), most));
        }
    }

    /**
     * How an attempt ended.
     *
     * @param result null if it was given back unstarted
     */
    record AttemptReport(AttemptId attempt, @Nullable AttemptResult result) {
        public int size() {
            return AttemptId.SIZE + (result == null ? 0 : result.size());
        }

        private static long errorBytes(AttemptResult ended) {
            return ended.error() == null ? 0 : Utf8.length(ended.error());
        }

        /** What is wrong with it, for people; null if nothing is. */
        public @Nullable String flaw() {
            AttemptResult ended = result;
            return ended == null
                    ? null
                    : Flaws.outOfRange(f -> f.atLeast("result.nanos", ended.nanos(), 0)
                            .atMost("result.body.head", ended.body().head(), AttemptResult.LARGEST_HEAD)
                            .atMost("result.error", errorBytes(ended), AttemptResult.LONGEST_ERROR)
                            .differs("result.outcome", ended.outcome(), Outcome.LOST));
        }
    }

    /**
     * Begins a session of a client's channel; what the client began before is over. Repeated until a frame of the
     * session has come from the controller.
     *
     * @param session the id that both ends' frames have from now on
     * @param number counts the sessions that the client has begun: an older one does not end a newer one
     * @param epoch of the controller it is meant for; any other one does not take it
     * @param instance the client's JVM, which is also the session of its keys
     * @param key to the instance: nobody else may begin a session of it
     * @param pass of the client's node, see {@link Claim}
     * @param host and {@code user}: the name of the client's machine, and of the user whose process it is
     * @param client who gets the frames
     */
    record Open(
            UUID session,
            long number,
            long epoch,
            String instance,
            InstanceKey key,
            Secret pass,
            String host,
            String user,
            ActorRef<Frame<ToClient>> client)
            implements ToController {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(
                    this, f -> f.name("instance", instance).name("host", host).name("user", user));
        }
    }

    /** What comes in the channel of a client. */
    sealed interface OfClient extends ToController permits Keyed, Watch, CodeAnswer, Question {
        /**
         * Says that nothing is done about it.
         *
         * @return null if the client does not wait for anything
         */
        @Nullable
        ToClient refusal(String reason);
    }

    /** Something to be done, once, however often it is sent, which is known by its key. */
    sealed interface Keyed extends OfClient {
        long firstKey();

        /** How many keys it takes, from the first one on. */
        int count();

        /** The keys up to this one are answered, and are not sent again. */
        long acknowledged();

        @Override
        default ToClient refusal(String reason) {
            return new ToClient.Refused(firstKey(), count(), ToClient.Reason.BROKEN_COMMAND, false, reason);
        }
    }

    /**
     * A run of tasks under consecutive keys.
     *
     * @param tellEnds whether the client is to get their whole results, as if it had sent a {@link Watch} for them
     * @param once the keys under which they are accepted instead; null to accept them under those of the client
     * @param retriesSeen of retries, that the tasks that they are of had none before this id: where they have one
     *     since, that is not retried again, and its retry's id is the answer; {@link #RETRIES_UNSEEN} to accept them
     *     anyway
     */
    record Submit(
            long acknowledged,
            long firstKey,
            boolean tellEnds,
            List<TaskSpec> specs,
            @Nullable Once once,
            long retriesSeen)
            implements Keyed {
        /** Nobody has looked for retries. */
        public static final long RETRIES_UNSEEN = -1;

        /** Tasks that are accepted under the client's keys. */
        public Submit(long acknowledged, long firstKey, boolean tellEnds, List<TaskSpec> specs) {
            this(acknowledged, firstKey, tellEnds, specs, null, RETRIES_UNSEEN);
        }

        @Override
        public int count() {
            return specs.size();
        }

        @Override
        public @Nullable String flaw() {
            Once sent = once;
            return Flaws.outOfRange(f -> {
                f.keys("firstKey", firstKey, specs.size());
                f.atLeast("retriesSeen", retriesSeen, RETRIES_UNSEEN);
                if (sent != null) {
                    f.atLeast("once.from", sent.from(), 0);
                    f.atMost("once.from", (long) sent.from() + specs.size(), sent.of());
                }
            });
        }

        @Override
        public long size() {
            return WireMessage.SMALL + specs.stream().mapToLong(TaskSpec::size).sum();
        }
    }

    /** One command under one key. */
    sealed interface OneKey extends Keyed {
        long key();

        @Override
        default long firstKey() {
            return key();
        }

        @Override
        default int count() {
            return 1;
        }
    }

    /** End a task early; {@code interrupt} also stops it if it runs, rather than only discarding what it brings. */
    record Abort(long acknowledged, long key, long task, boolean interrupt) implements OneKey {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("key", key, 0));
        }
    }

    /**
     * Remove the results of finished tasks.
     *
     * @param ranges first and last id, alternating, ascending and without overlap; empty for all there are
     */
    record Clear(long acknowledged, long key, long[] ranges) implements OneKey {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("key", key, 0).ascending("ranges", ranges));
        }
    }

    /**
     * Pin tasks, or unpin them.
     *
     * @param ranges first and last id, alternating, ascending and without overlap
     */
    record Pin(long acknowledged, long key, long[] ranges, boolean pinned) implements OneKey {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("key", key, 0).ascending("ranges", ranges));
        }
    }

    /**
     * Send the results of these tasks when they have ended.
     *
     * @param ranges first and last id, alternating
     * @param brief without values and output: only that and how they ended
     */
    record Watch(long[] ranges, boolean brief) implements OfClient {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.ranges("ranges", ranges));
        }

        @Override
        public @Nullable ToClient refusal(String reason) {
            return ranges == null || ranges.length % 2 != 0 ? null : new ToClient.NotWatched(ranges, brief, reason);
        }
    }

    /**
     * Answers {@link ToClient.AskCode}.
     *
     * @param engine the instance of the engine that has asked
     * @param bundles the values in the store that have the entry and all that it needs; none if there is no such entry
     * @param reason why the client does not send it, for people; empty if it does not refuse
     */
    record CodeAnswer(UUID question, String engine, List<StoredValue> bundles, String reason) implements OfClient {
        /** So many bundles an answer may name. */
        public static final int MOST_BUNDLES = 1_000;
        /** The characters of a reason. */
        public static final int LONGEST_REASON = 4_000;

        @Override
        public @Nullable String flaw() {
            return Flaws.of(
                    this,
                    f -> f.name("engine", engine)
                            .atMost("bundles", bundles.size(), MOST_BUNDLES)
                            .atMost("reason", reason.length(), LONGEST_REASON));
        }

        @Override
        public @Nullable ToClient refusal(String reason) {
            return null; // The engine that waits asks again, and gives up in the end.
        }
    }

    /**
     * As {@link Question.AskEngine}, of somebody who has no channel.
     *
     * @param request random, so that only the controller that was asked can answer
     * @param pass of the sender's node, see {@link Claim}
     */
    record FindEngine(long request, String instance, int id, Secret pass, ActorRef<ToClient> replyTo)
            implements ToController {}

    /** As {@link Question.AskEngines}, of somebody in the controller's own JVM; others are not answered. */
    record ListEngines(ActorRef<ToClient> replyTo) implements ToController {}
}
