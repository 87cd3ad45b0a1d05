package io.stoker.wire;

import akka.actor.typed.ActorRef;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EngineProperties;
import io.stoker.task.Outcome;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The messages of engines and clients to the controller. Everything is repeated until it is answered, and may arrive
 * twice.
 */
public sealed interface ToController extends WireMessage {

    /** What an engine says of itself, or another one of it. */
    sealed interface OfEngine extends ToController {
        String instance();
    }

    /**
     * Said every second to a path at the controller's address, by engines and clients.
     *
     * @param version {@link WireMessage#VERSION} of the sender
     * @param address and {@code uid}: the cluster node that the sender is
     * @param instance the JVM, which outlives its cluster nodes
     * @param epoch the highest the sender has seen; 0 if none
     * @param propertiesVersion of an engine's properties, for a controller that has missed a change; 0 of a client
     */
    record Here(
            int version,
            String address,
            long uid,
            String instance,
            long epoch,
            Load load,
            long propertiesVersion,
            ActorRef<ToMember> replyTo)
            implements OfEngine {
        @Override
        public @Nullable String flaw() {
            if (version != VERSION && replyTo != null) {
                return null; // who speaks another version is told that, whatever else it says
            }
            return Flaws.of(this, f -> f.name("instance", instance));
        }
    }

    /**
     * An engine's answer to a greeting.
     *
     * @param greetedAt of the greeting that this answers
     * @param claimedId the small id it had before, or wishes for; -1 for any
     * @param properties what is known of the engine, as host and pid
     * @param propertiesVersion grows with each change of them
     * @param direct who takes direct calls
     */
    record Hello(
            int version,
            long greetedAt,
            String instance,
            int claimedId,
            List<String> languages,
            EngineProperties properties,
            long propertiesVersion,
            Load load,
            ActorRef<ToEngine> engine,
            ActorRef<ToDirect> direct)
            implements OfEngine {
        @Override
        public @Nullable String flaw() {
            if (version != VERSION) {
                return null;
            }
            return Flaws.of(this, f -> f.name("instance", instance).atLeast("claimedId", claimedId, -1));
        }
    }

    /**
     * Whether an engine gives back what it is assigned, as direct calls wait or run there; said before what it gives
     * back. {@link Here} repeats it.
     */
    record GivesWay(String instance, boolean now) implements OfEngine {}

    /**
     * An engine's properties have changed; said at once, before the report of the attempt that changed them. It is not
     * repeated: {@link Here} tells a controller that it has missed one.
     */
    record Properties(String instance, long version, EngineProperties properties) implements OfEngine {}

    /**
     * The launcher, which has started an engine, says that its process has ended. That confirms its death by itself. It
     * comes from the launcher's own controller, by way of which it reaches the one that serves.
     *
     * @param code the exit code; 128 and the signal's number if a signal ended it
     */
    record EngineExited(String instance, int code) implements OfEngine {}

    /**
     * The events at an engine, in order; repeated until acknowledged, except for the starts, which {@link Here}
     * repeats.
     */
    record EngineReport(String instance, List<AttemptId> started, List<AttemptReport> ended) implements OfEngine {
        /**
         * What is wrong with one of {@code ended} is its own {@link AttemptReport#flaw()}, and no fault of the others.
         */
        @Override
        public @Nullable String flaw() {
            String whole = Flaws.of(new EngineReport(instance, started, List.of()), f -> f.name("instance", instance));
            return whole == null && ended == null ? "ended is missing" : whole;
        }
    }

    /**
     * How an attempt ended.
     *
     * @param result null if it was given back unstarted
     */
    record AttemptReport(AttemptId attempt, @Nullable AttemptResult result) {
        public int size() {
            return 24 + (result == null ? 0 : result.size());
        }

        /** What is wrong with it, for people; null if nothing is. */
        public @Nullable String flaw() {
            return Flaws.of(this, f -> {
                if (result != null) {
                    f.atLeast("result.nanos", result.nanos(), 0);
                    f.differs("result.outcome", result.outcome(), Outcome.LOST);
                }
            });
        }
    }

    private static <T> boolean tell(@Nullable ActorRef<T> receiver, T message) {
        if (receiver != null) {
            receiver.tell(message);
        }
        return receiver != null;
    }

    /** Something to be done for a session, once, however often it is sent. */
    sealed interface Keyed extends ToController {
        String session();

        long firstKey();

        /** How many keys it takes, from the first one on. */
        int count();

        ActorRef<ToClient> replyTo();

        @Override
        default boolean refuse(String reason) {
            ToClient refused = new ToClient.Refused(firstKey(), count(), ToClient.Reason.BROKEN_COMMAND, false, reason);
            return tell(replyTo(), refused);
        }
    }

    /** A question, which is asked again until it is answered. */
    sealed interface Question extends ToController {
        long request();

        ActorRef<ToClient> replyTo();

        @Override
        default boolean refuse(String reason) {
            return tell(replyTo(), new ToClient.NoAnswer(request(), reason));
        }
    }

    /** A run of tasks under consecutive keys of a session. */
    record Submit(String session, long acknowledged, long firstKey, List<TaskSpec> specs, ActorRef<ToClient> replyTo)
            implements Keyed {
        @Override
        public int count() {
            return specs == null ? 0 : specs.size();
        }

        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.name("session", session).keys("firstKey", firstKey, specs.size()));
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
    record Abort(String session, long acknowledged, long key, long task, boolean interrupt, ActorRef<ToClient> replyTo)
            implements OneKey {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.name("session", session).atLeast("key", key, 0));
        }
    }

    /**
     * Remove the results of finished tasks.
     *
     * @param ranges first and last id, alternating, ascending and without overlap; empty for all there are
     */
    record Clear(String session, long acknowledged, long key, long[] ranges, ActorRef<ToClient> replyTo)
            implements OneKey {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(
                    this, f -> f.name("session", session).atLeast("key", key, 0).ascending("ranges", ranges));
        }
    }

    /**
     * Pin tasks, or unpin them.
     *
     * @param ranges first and last id, alternating, ascending and without overlap
     */
    record Pin(String session, long acknowledged, long key, long[] ranges, boolean pinned, ActorRef<ToClient> replyTo)
            implements OneKey {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(
                    this, f -> f.name("session", session).atLeast("key", key, 0).ascending("ranges", ranges));
        }
    }

    /** Asks for another look at which task could go to which engine. */
    record Spin(long request, ActorRef<ToClient> replyTo) implements Question {}

    /**
     * Send the results of these tasks when they have ended.
     *
     * @param ranges first and last id, alternating
     * @param brief without values and output: only that and how they ended
     */
    record Watch(long request, long[] ranges, boolean brief, ActorRef<ToClient> replyTo) implements Question {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.ranges("ranges", ranges));
        }
    }

    /** The client has the results of this delivery. */
    record Received(long delivery) implements ToController {}

    /** Asks for a task's state, and its result if it has ended. */
    record AskTask(long request, long task, ActorRef<ToClient> replyTo) implements Question {}

    /** Asks for the counts. */
    record AskStatus(long request, ActorRef<ToClient> replyTo) implements Question {}

    /** Asks for the states of the tasks {@code from}, {@code from + 1}… */
    record AskStates(long request, long from, int count, ActorRef<ToClient> replyTo) implements Question {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("from", from, 0).atLeast("count", count, 0));
        }
    }

    /**
     * Asks for the engines that are registered.
     *
     * @param from the least small id
     * @param seen the version of the roster that the asker knows: the answer waits for another one; 0 for no waiting
     */
    record AskEngines(long request, int from, long seen, ActorRef<ToClient> replyTo) implements Question {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("from", from, 0));
        }
    }

    /**
     * Asks where an engine is, or what has become of it.
     *
     * @param instance the engine; empty for the one that has or had this small id last
     */
    record AskEngine(long request, String instance, int id, ActorRef<ToClient> replyTo) implements Question {}

    /** Ends the controller, whose ledger stays. */
    record End(long request, ActorRef<ToClient> replyTo) implements Question {}

    /** About a value in the store, or about one that is brought to an engine or fetched from there. */
    sealed interface OfValue extends ToController, ToDirect {
        ActorRef<ToTransfer> replyTo();

        /** The value it is about; null if it does not say. */
        @Nullable
        UUID about();

        @Override
        default boolean refuse(String reason) {
            UUID id = about();
            return id != null && tell(replyTo(), new ToTransfer.ValueRefused(id, reason));
        }
    }

    /**
     * A part of a value for the store, which takes it if it has all that comes before it. The answer says how much it
     * has.
     *
     * @param round tells answers from those to an earlier attempt at the same
     * @param bytes may be empty, to ask only
     */
    record Put(StoredValue value, int round, long offset, byte[] bytes, ActorRef<ToTransfer> replyTo)
            implements OfValue {
        @Override
        public @Nullable UUID about() {
            return value == null ? null : value.id();
        }

        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.part(offset, bytes.length, value.size()));
        }
    }

    /** Asks for a part of a value in the store. */
    record Get(UUID id, long offset, int length, ActorRef<ToTransfer> replyTo) implements OfValue {
        @Override
        public @Nullable UUID about() {
            return id;
        }

        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.part(offset, length, Long.MAX_VALUE));
        }
    }
}
