package io.stoker.wire;

import akka.actor.typed.ActorRef;
import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says to one engine: direct calls, of which the controller learns nothing. An engine executes the calls
 * of one caller in the order of their numbers, each once; a call that was not answered is sent again, and one that was
 * answered is answered again with the same. Large values of calls and answers travel as to and from a store.
 */
public sealed interface ToDirect extends WireMessage permits ToDirect.OfCaller, ToController.OfValue {
    /** How many bytes of a call's arguments are shown to people. */
    int MOST_SHOWN = 60;

    /** A caller's line to an engine. */
    sealed interface OfCaller extends ToDirect {
        Line line();

        @Override
        default @Nullable String flaw() {
            return Flaws.of(
                    (Record) this,
                    f -> f.name("line.caller", line().caller()).atLeast("line.acknowledged", line().acknowledged(), 0));
        }
    }

    /**
     * Which line a message is of.
     *
     * @param version {@link WireMessage#VERSION} of the caller
     * @param engine the engine's instance; no other one may take the message for its own
     * @param caller the caller's instance
     * @param acknowledged the answers up to this number have arrived, with their large values, and may be forgotten
     */
    record Line(int version, String engine, String caller, long acknowledged) {}

    /** Something to be done, and answered by {@link ToCaller.Answered} or {@link ToCaller.Executed}. */
    sealed interface Call extends OfCaller {
        /** From 1 on, without a gap, in each line. */
        long number();

        ActorRef<ToCaller> replyTo();

        @Override
        default @Nullable String flaw() {
            return Flaws.of(
                    (Record) this,
                    f -> f.atLeast("number", number(), 1)
                            .name("line.caller", line().caller())
                            .atLeast("line.acknowledged", line().acknowledged(), 0)
                            .atMost("line.acknowledged", line().acknowledged(), number() - 1));
        }

        @Override
        default boolean refuse(String reason) {
            if (replyTo() == null || line() == null || line().engine() == null) {
                return false;
            }
            Failure failure = Failure.of(Failure.Kind.SYSTEM, "MalformedCall", reason);
            replyTo().tell(new ToCaller.Answered(line().engine(), number(), failure, Map.of()));
            return true;
        }

        /** The values it brings that are with the engine already. */
        default Set<StoredValue> brought() {
            return Set.of();
        }

        /** Whether it is done at once instead of in its turn: it does not touch the namespace. */
        default boolean isAside() {
            return false;
        }

        /** As it is named to people. */
        String describe();
    }

    /** What is shown of a call's arguments to people. */
    private static String shown(String text) {
        return Utf8.head(Visible.of(text.strip().replaceAll("\\s+", " ")), MOST_SHOWN);
    }

    /** Answers have arrived, and there is no call to say so with. */
    record Acknowledged(Line line) implements OfCaller {}

    /**
     * Execute a source.
     *
     * @param name of the source in error messages, as of a file; empty for one by its number
     * @param live whether what it prints is to be told while it runs, by {@link ToCaller.Printed}
     */
    record Execute(Line line, long number, String name, String source, boolean live, ActorRef<ToCaller> replyTo)
            implements Call {
        @Override
        public String describe() {
            return "execute(" + shown(source) + ")";
        }
    }

    /** Set these names. */
    record Push(Line line, long number, Map<String, Payload> values, ActorRef<ToCaller> replyTo) implements Call {
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
    record Pull(Line line, long number, List<String> names, ActorRef<ToCaller> replyTo) implements Call {
        @Override
        public String describe() {
            return "pull(" + shown(names.toString()) + ")";
        }
    }

    /** Define functions by their sources, all or none. */
    record Define(Line line, long number, Map<String, String> functions, ActorRef<ToCaller> replyTo) implements Call {
        @Override
        public String describe() {
            return "pushFunction(" + shown(functions.keySet().toString()) + ")";
        }
    }

    /** Bring the sources of these functions. */
    record Sources(Line line, long number, List<String> names, ActorRef<ToCaller> replyTo) implements Call {
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
    record Apply(Line line, long number, String function, int first, Payload rows, ActorRef<ToCaller> replyTo)
            implements Call {
        @Override
        public Set<StoredValue> brought() {
            return rows instanceof StoredValue stored ? Set.of(stored) : Set.of();
        }

        @Override
        public String describe() {
            return "map(" + ToDirect.shown(function) + ")";
        }
    }

    /** Bring the names of the namespace. */
    record Keys(Line line, long number, ActorRef<ToCaller> replyTo) implements Call {
        @Override
        public String describe() {
            return "keys()";
        }
    }

    /** Empty the namespace, the properties that were set since the engine started, and the history. */
    record Reset(Line line, long number, ActorRef<ToCaller> replyTo) implements Call {
        @Override
        public String describe() {
            return "reset()";
        }
    }

    /** Bring what became of an earlier execution, by {@link ToCaller.Executed}; 0 for the last one. */
    record History(Line line, long number, int execution, ActorRef<ToCaller> replyTo) implements Call {
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
    record Properties(
            Line line,
            long number,
            Map<String, byte[]> set,
            List<String> remove,
            boolean clear,
            ActorRef<ToCaller> replyTo)
            implements Call {
        @Override
        public String describe() {
            return "properties(" + shown(set.keySet().toString()) + ")";
        }
    }

    /** Say what waits and what runs. */
    record Queue(Line line, long number, ActorRef<ToCaller> replyTo) implements Call {
        @Override
        public boolean isAside() {
            return true;
        }

        @Override
        public String describe() {
            return "queueStatus()";
        }
    }

    /** Let this caller's calls that wait fail. */
    record ClearQueue(Line line, long number, ActorRef<ToCaller> replyTo) implements Call {
        @Override
        public boolean isAside() {
            return true;
        }

        @Override
        public String describe() {
            return "clearQueue()";
        }
    }

    /** End, for good: the launcher starts no other one in its place. */
    record Kill(Line line, long number, ActorRef<ToCaller> replyTo) implements Call {
        @Override
        public boolean isAside() {
            return true;
        }

        @Override
        public String describe() {
            return "kill()";
        }
    }
}
