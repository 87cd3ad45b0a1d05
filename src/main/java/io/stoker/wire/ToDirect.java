package io.stoker.wire;

import akka.actor.typed.ActorRef;
import io.stoker.task.Code;
import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says to one engine: direct calls, of which the controller learns nothing. They are items of a
 * {@linkplain io.stoker.wire.channel channel}; the caller opens its sessions. An engine executes the calls of one
 * caller in their order, each once. Large values of calls and answers travel by a channel of their own, see
 * {@link ToValueServer}.
 */
public sealed interface ToDirect extends WireMessage permits ToDirect.Open, ToDirect.Call, ToValueServer.Open {
    /** The lane of the calls that are done in their turn, and of what is said about them. */
    int IN_TURN = 0;
    /** The lane of control calls, which are done at once, and of their answers. */
    int CONTROL = 1;
    /** All lanes of a session. */
    List<Integer> LANES = List.of(IN_TURN, CONTROL);

    /** How many bytes of a call's arguments are shown to people. */
    int MOST_SHOWN = 60;
    /** How many bytes of what a Java function is called, which says little if it is cut. */
    int MOST_OF_NAME = 120;

    /**
     * A caller begins a session, or goes on with it; said before the session's first frame, again while the engine is
     * not heard of, and when the caller is somewhere else. Any frame of the session is an answer.
     *
     * @param continued whether the engine was heard of in this session: if it does not know it, it has forgotten it
     * @param version {@link WireMessage#VERSION} of the caller
     * @param engine the engine's instance; no other one may take the calls for its own
     * @param caller the caller's instance, of which an engine knows the latest session only
     * @param ticket the engine's, which the controller has given to the caller
     * @param replyTo gets {@link ToCaller.Refused} and the frames of the session
     */
    record Open(
            UUID session,
            boolean continued,
            int version,
            String engine,
            String caller,
            Secret ticket,
            ActorRef<WireMessage> replyTo)
            implements ToDirect {
        /** The type of the failure if the ticket is not the engine's, or not any more: the controller has another. */
        public static final String OTHER_TICKET = "OtherTicket";

        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.name("caller", caller));
        }

        @Override
        public boolean refuse(String reason) {
            return session != null && refuse(Failure.of(Failure.Kind.SYSTEM, "MalformedOpen", reason));
        }

        /** Says that there is no such session; false if it does not say to whom. */
        public boolean refuse(Failure reason) {
            if (replyTo != null) {
                replyTo.tell(new ToCaller.Refused(session, reason));
            }
            return replyTo != null;
        }
    }

    /** Something to be done, and answered by {@link ToCaller.Answered} or {@link ToCaller.Executed}. */
    sealed interface Call extends ToDirect {
        /** The values it brings that are with the engine already. */
        default Set<StoredValue> brought() {
            return Set.of();
        }

        /** Whether it is a control call, done at once instead of in its turn: it does not touch the namespace. */
        default boolean isControlCall() {
            return false;
        }

        /** As it is named to people. */
        String describe();
    }

    /** What is shown of a call's arguments to people. */
    private static String shown(String text) {
        return Utf8.head(Visible.of(text.strip().replaceAll("\\s+", " ")), MOST_SHOWN);
    }

    /**
     * Execute a source.
     *
     * @param name of the source in error messages, as of a file; empty for one by its number
     * @param live whether what it prints is to be told while it runs, by {@link ToCaller.Printed}
     */
    record Execute(String name, String source, boolean live) implements Call {
        @Override
        public String describe() {
            return "execute(" + shown(source) + ")";
        }
    }

    /** Set these names. */
    record Push(Map<String, Payload> values) implements Call {
        @Override
        public Set<StoredValue> brought() {
            return Payload.stored(values);
        }

        @Override
        public String describe() {
            return "push(" + shown(values.keySet().toString()) + ")";
        }
    }

    /** Bring the values of these names. */
    record Pull(List<String> names) implements Call {
        @Override
        public String describe() {
            return "pull(" + shown(names.toString()) + ")";
        }
    }

    /** Define functions by their sources, all or none. */
    record Define(Map<String, String> functions) implements Call {
        @Override
        public String describe() {
            return "pushFunction(" + shown(functions.keySet().toString()) + ")";
        }
    }

    /** Bring the sources of these functions. */
    record Sources(List<String> names) implements Call {
        @Override
        public String describe() {
            return "pullFunction(" + shown(names.toString()) + ")";
        }
    }

    /**
     * Call a function for each row of arguments, and bring the list of the results under an empty name.
     *
     * @param function a name in the namespace, or a source that gives a function
     * @param first the first row's index in the sequences of the caller, for error messages
     * @param rows an encoded list of lists
     */
    record Apply(String function, int first, Payload rows) implements Call {
        @Override
        public Set<StoredValue> brought() {
            return rows instanceof StoredValue stored ? Set.of(stored) : Set.of();
        }

        @Override
        public String describe() {
            return "map(" + ToDirect.shown(function) + ")";
        }
    }

    /**
     * Call a Java function, and bring what it returns under {@link io.stoker.task.ResultBody#VALUE}; beside a failure,
     * what it has thrown. An engine that cannot have its classes does not begin it, and fails it as
     * {@link #MISSING_CLASSES}.
     *
     * @param method what the call is to its caller, as "apply"
     * @param text what people see of the function
     * @param code its classes, which the controller's store has
     * @param function written
     * @param live as of {@link Execute}
     */
    record CallFunction(String method, String text, Code code, Payload function, boolean live) implements Call {
        /** The type of the failure if the store no longer has the function's classes. */
        public static final String MISSING_CLASSES = "MissingClasses";

        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.name("code.client", code.client()));
        }

        @Override
        public Set<StoredValue> brought() {
            return function instanceof StoredValue stored ? Set.of(stored) : Set.of();
        }

        @Override
        public String describe() {
            return method + "(" + Utf8.head(Visible.of(text), MOST_OF_NAME) + ")";
        }
    }

    /** Bring the names of the namespace. */
    record Keys() implements Call {
        @Override
        public String describe() {
            return "keys()";
        }
    }

    /** Empty the namespace, the properties that were set since the engine started, and the history. */
    record Reset() implements Call {
        @Override
        public String describe() {
            return "reset()";
        }
    }

    /** Bring what became of an earlier execution, by {@link ToCaller.Executed}; 0 for the last one. */
    record History(int execution) implements Call {
        @Override
        public String describe() {
            return "getResult(" + (execution == 0 ? "" : execution) + ")";
        }
    }

    /**
     * Change properties, all or none, and bring all of them.
     *
     * @param set encoded values by name
     * @param remove names that have to be there
     * @param clear whether all that were set since the engine started go first
     */
    record Properties(Map<String, byte[]> set, List<String> remove, boolean clear) implements Call {
        @Override
        public String describe() {
            return "properties(" + shown(set.keySet().toString()) + ")";
        }
    }

    /** Say what waits and what runs. */
    record Queue() implements Call {
        @Override
        public boolean isControlCall() {
            return true;
        }

        @Override
        public String describe() {
            return "queueStatus()";
        }
    }

    /**
     * Let those of this caller's calls fail that have not begun, also if they have not come yet.
     *
     * @param upTo the number of the last one's item; 0 for none
     */
    record ClearQueue(long upTo) implements Call {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("upTo", upTo, 0));
        }

        @Override
        public boolean isControlCall() {
            return true;
        }

        @Override
        public String describe() {
            return "clearQueue()";
        }
    }

    /** Give back the tasks that have not started, and start no other; or, if not {@code on}, take tasks again. */
    record Drain(boolean on) implements Call {
        @Override
        public boolean isControlCall() {
            return true;
        }

        @Override
        public String describe() {
            return on ? "drain()" : "resume()";
        }
    }

    /**
     * Drain, and end as by {@link Kill} when nothing runs or waits any more; answered before that.
     *
     * @param withinMillis after so long it ends, whatever it is doing
     */
    record Remove(long withinMillis) implements Call {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("withinMillis", withinMillis, 0));
        }

        @Override
        public boolean isControlCall() {
            return true;
        }

        @Override
        public String describe() {
            return "remove()";
        }
    }

    /** End, for good: the launcher starts no other one in its place. */
    record Kill() implements Call {
        @Override
        public boolean isControlCall() {
            return true;
        }

        @Override
        public String describe() {
            return "kill()";
        }
    }
}
