package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The engines that are here now. Small ids are given lowest first; the ids of engines that may come back are kept for
 * them.
 */
final class Roster {
    private final Map<String, Engine> byInstance = new LinkedHashMap<>();
    private final Map<String, Integer> reserved;
    private long version;

    /**
     * An empty roster.
     *
     * @param reserved small ids by the instances that hold attempts and have not registered yet
     * @param epoch of the controller: no other roster of the ledger has its versions
     */
    Roster(Map<String, Integer> reserved, long epoch) {
        this.reserved = new LinkedHashMap<>(reserved);
        this.version = (epoch << 32) + 1;
    }

    /** Changes whenever anything on the roster does; never 0. */
    long version() {
        return version;
    }

    /** Keeps no id any longer for an engine that is not expected back. */
    void expect(Predicate<String> instances) {
        reserved.keySet().removeIf(instance -> !instances.test(instance));
    }

    /** Puts the engine on the roster, in place of what was known of its instance before. */
    Engine register(ToController.Hello hello, String address) {
        Engine known = byInstance.get(hello.instance());
        int id = known != null ? known.id() : chooseId(hello);
        Engine engine = new Engine(
                id,
                hello.instance(),
                address,
                hello.languages(),
                hello.properties(),
                hello.propertiesVersion(),
                hello.engine(),
                hello.direct(),
                false);
        reserved.remove(hello.instance());
        byInstance.put(hello.instance(), engine);
        version++;
        return engine;
    }

    private int chooseId(ToController.Hello hello) {
        Integer own = reserved.get(hello.instance());
        if (own != null) {
            return own;
        }
        Set<Integer> taken = new TreeSet<>(reserved.values());
        byInstance.values().forEach(engine -> taken.add(engine.id()));
        if (hello.claimedId() >= 0 && !taken.contains(hello.claimedId())) {
            return hello.claimedId();
        }
        int id = 0;
        while (taken.contains(id)) {
            id++;
        }
        return id;
    }

    Optional<Engine> find(String instance) {
        return Optional.ofNullable(byInstance.get(instance));
    }

    /** The engine of this instance; if that is empty, the one with this small id. */
    Optional<Engine> sought(String instance, int id) {
        return instance.isEmpty()
                ? byInstance.values().stream()
                        .filter(engine -> engine.id() == id)
                        .findFirst()
                : find(instance);
    }

    /** Whether this actor is the current one of an engine on the roster. */
    boolean knows(ActorRef<ToEngine> ref) {
        return byInstance.values().stream().anyMatch(engine -> engine.ref().equals(ref));
    }

    void mark(Engine engine, boolean suspected) {
        byInstance.computeIfPresent(engine.instance(), (i, e) -> e.suspected(suspected));
        version++;
    }

    /**
     * The engine has these properties now.
     *
     * @return whether that was news
     */
    boolean change(ToController.Properties changed) {
        Engine before = byInstance.get(changed.instance());
        if (before == null || changed.version() <= before.propertiesVersion()) {
            return false;
        }
        byInstance.put(changed.instance(), before.with(changed.properties(), changed.version()));
        version++;
        return true;
    }

    void remove(String instance) {
        byInstance.remove(instance);
        version++;
        reserved.remove(instance);
    }

    Collection<Engine> engines() {
        return List.copyOf(byInstance.values());
    }

    /** How many engines can be given work. */
    long serving() {
        return byInstance.values().stream()
                .filter(engine -> !engine.suspected())
                .count();
    }
}
