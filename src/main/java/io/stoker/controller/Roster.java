package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.task.AttemptId;
import io.stoker.task.TaskProgress;
import io.stoker.wire.AttemptProgress;
import io.stoker.wire.EngineName;
import io.stoker.wire.Secret;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The engines that are here now. Small ids are given lowest first; the ids of engines that may come back are kept for
 * them.
 */
final class Roster {
    private final Map<String, Engine> byInstance = new LinkedHashMap<>();
    private final TreeMap<Integer, Engine> byId = new TreeMap<>();
    private final Set<ActorRef<ToEngine>> refs = new HashSet<>();
    private final Map<String, Integer> reserved;
    /** What engines run, as far as it has told how far it has come; by instance. */
    private final Map<String, AttemptProgress> progress = new HashMap<>();
    /** Every id below is taken or reserved. */
    private int leastFree;

    private int suspected;
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
        reserved.entrySet().removeIf(entry -> {
            boolean gone = !instances.test(entry.getKey());
            if (gone) {
                free(entry.getValue());
            }
            return gone;
        });
    }

    /** The engines of this JVM that may come back; a copy. */
    Set<String> expected(String node) {
        return reserved.keySet().stream()
                .filter(instance -> EngineName.node(instance).equals(node))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void free(int id) {
        leastFree = Math.min(leastFree, id);
    }

    /** Puts the engine on the roster, in place of what was known of its instance before. */
    Engine register(ToController.Register register, EngineChannel channel, String address) {
        Engine known = byInstance.get(register.instance());
        int id = known != null ? known.id() : chooseId(register);
        Engine engine = new Engine(
                id,
                register.instance(),
                address,
                register.languages(),
                register.properties(),
                register.propertiesVersion(),
                channel,
                register.direct(),
                register.ticket(),
                false,
                register.draining());
        reserved.remove(register.instance());
        put(engine);
        return engine;
    }

    /** In place of what was known of it before. */
    private void put(Engine engine) {
        forget(byInstance.put(engine.instance(), engine));
        byId.put(engine.id(), engine);
        refs.add(engine.ref());
        suspected += engine.suspected() ? 1 : 0;
        version++;
    }

    /** A session with the engine begins, which is no news for anybody else. */
    void use(Engine engine, EngineChannel channel) {
        Engine now = engine.with(channel);
        byInstance.put(now.instance(), now);
        byId.put(now.id(), now);
    }

    /** The engine lets callers in with another ticket now, which is no news for anybody else. */
    void change(String instance, Secret ticket) {
        find(instance).map(engine -> engine.with(ticket)).ifPresent(engine -> {
            byInstance.put(engine.instance(), engine);
            byId.put(engine.id(), engine);
        });
    }

    private void forget(@Nullable Engine engine) {
        if (engine != null) {
            byId.remove(engine.id());
            refs.remove(engine.ref());
            suspected -= engine.suspected() ? 1 : 0;
        }
    }

    private int chooseId(ToController.Register register) {
        Integer own = reserved.get(register.instance());
        if (own != null) {
            return own;
        }
        if (register.claimedId() >= 0 && !isTaken(register.claimedId())) {
            return register.claimedId();
        }
        while (isTaken(leastFree)) {
            leastFree++;
        }
        return leastFree;
    }

    private boolean isTaken(int id) {
        return byId.containsKey(id) || reserved.containsValue(id);
    }

    Optional<Engine> find(String instance) {
        return Optional.ofNullable(byInstance.get(instance));
    }

    /** The engine of this instance; if that is empty, the one with this small id. */
    Optional<Engine> sought(String instance, int id) {
        return instance.isEmpty() ? Optional.ofNullable(byId.get(id)) : find(instance);
    }

    /** Whether this actor is the current one of an engine on the roster. */
    boolean knows(ActorRef<ToEngine> ref) {
        return refs.contains(ref);
    }

    void mark(Engine engine, boolean suspected) {
        find(engine.instance()).ifPresent(known -> put(known.suspected(suspected)));
    }

    /**
     * The engine has these properties now, and drains or does not.
     *
     * @return whether that was news
     */
    boolean change(String instance, ToController.Properties changed) {
        Engine before = byInstance.get(instance);
        if (before == null || changed.version() <= before.propertiesVersion()) {
            return false;
        }
        put(before.with(changed));
        return true;
    }

    /** What the engine runs has come so far; null if it says nothing, or nothing runs. */
    void told(String instance, @Nullable AttemptProgress now) {
        if (now == null) {
            progress.remove(instance);
        } else {
            progress.put(instance, now);
        }
    }

    /** How far this attempt has come, as the engine has told last; null if it has told nothing. */
    @Nullable
    TaskProgress progress(String instance, AttemptId attempt) {
        AttemptProgress told = progress.get(instance);
        return told != null && told.attempt().equals(attempt) ? told.progress() : null;
    }

    void remove(String instance) {
        progress.remove(instance);
        Engine engine = byInstance.remove(instance);
        forget(engine);
        Integer kept = reserved.remove(instance);
        if (engine != null) {
            free(engine.id());
        } else if (kept != null) {
            free(kept);
        }
        version++;
    }

    Collection<Engine> engines() {
        return List.copyOf(byInstance.values());
    }

    /** From this small id on, ascending. */
    Collection<Engine> from(int id) {
        return byId.tailMap(id, true).values();
    }

    /** How many engines there are. */
    int size() {
        return byInstance.size();
    }

    /** How many engines can be given work. */
    int serving() {
        return byInstance.size() - suspected;
    }
}
