package io.stoker.client.multi;

import io.stoker.task.Arguments;
import io.stoker.task.EngineInfo;
import io.stoker.wire.ToClient;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which engines calls go to: chosen once, or anew for each call. */
interface Targets {

    /**
     * The engines of a call, in the order in which its results come.
     *
     * @throws NoEnginesException if all are meant and there is none
     */
    List<Target> now();

    /** All that are registered when a call is made. */
    static Targets all(Connection connection) {
        return new Targets() {
            @Override
            public List<Target> now() {
                List<Target> all =
                        connection.engines().stream().map(Targets::of).toList();
                if (all.isEmpty()) {
                    throw new NoEnginesException();
                }
                return all;
            }

            @Override
            public String toString() {
                return "all engines";
            }
        };
    }

    /** These, whatever becomes of their ids. */
    static Targets fixed(List<Target> targets) {
        return new Targets() {
            @Override
            public List<Target> now() {
                return targets;
            }

            @Override
            public String toString() {
                return "engines " + targets.stream().map(Target::id).toList();
            }
        };
    }

    /**
     * The engines that have these ids now.
     *
     * @throws UnknownEngineException if one of them is nobody's, saying what became of the engine that had it
     * @throws IllegalArgumentException if there are none, or one twice
     */
    static List<Target> of(Connection connection, Collection<?> ids) {
        if (Arguments.given(ids, "on needs ids of engines").isEmpty()) {
            throw new IllegalArgumentException("on() needs the id of an engine; all() means all of them");
        }
        List<EngineInfo> engines = connection.engines();
        List<Target> targets = new ArrayList<>();
        for (Object given : ids) {
            int id = id(given);
            Target target = engines.stream()
                    .filter(engine -> engine.id() == id)
                    .findFirst()
                    .map(Targets::of)
                    .orElseThrow(() -> unknown(connection, id, engines));
            if (targets.contains(target)) {
                throw new IllegalArgumentException("engine " + id + " is given twice");
            }
            targets.add(target);
        }
        return List.copyOf(targets);
    }

    /** Of a whole number of any type, as a language may have it that does not know types. */
    private static int id(Object given) {
        boolean whole = given instanceof Integer
                || given instanceof Long
                || given instanceof Short
                || given instanceof Byte
                || (given instanceof BigInteger big && big.bitLength() < Integer.SIZE);
        if (!whole || ((Number) given).longValue() != ((Number) given).intValue()) {
            throw new IllegalArgumentException("an engine's id is a small whole number, not "
                    + (given instanceof Number
                            ? given
                            : given == null ? "null" : "a " + given.getClass().getTypeName()));
        }
        return ((Number) given).intValue();
    }

    private static Target of(EngineInfo engine) {
        return new Target(engine.id(), engine.instance());
    }

    private static UnknownEngineException unknown(Connection connection, int id, List<EngineInfo> engines) {
        ToClient.EngineAnswer last = connection.engine(id);
        String there = engines.isEmpty()
                ? "no engine is registered"
                : "there are " + engines.stream().map(EngineInfo::id).toList();
        return new UnknownEngineException(
                id,
                last.note().isEmpty()
                        ? "there is no engine " + id + "; " + there
                        : "engine " + id + " is gone (" + last.note() + "); " + there);
    }
}
