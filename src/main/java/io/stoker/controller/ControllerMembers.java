package io.stoker.controller;

import akka.cluster.Member;
import akka.cluster.UniqueAddress;
import io.stoker.trust.Role;
import io.stoker.wire.OwnTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Members with the role of a controller have to prove that they are one: all nodes send their heartbeats to them. Pure:
 * time is a parameter, in ticks.
 */
final class ControllerMembers {
    private static final String ROLE = "controller";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ProvenNodes proven;
    private final OwnTime time;
    private final Map<UniqueAddress, Long> since = new HashMap<>();

    ControllerMembers(ProvenNodes proven, long tick) {
        this.proven = proven;
        this.time = new OwnTime(FailureDetector.LOOK, tick);
    }

    /**
     * Those that have proven nothing for too long.
     *
     * @param members the present ones, without this controller
     */
    List<Member> look(Iterable<Member> members, long tick) {
        long now = time.at(tick);
        List<Member> unproven = new ArrayList<>();
        Set<UniqueAddress> all = new HashSet<>();
        for (Member member : members) {
            UniqueAddress node = member.uniqueAddress();
            if (!member.hasRole(ROLE) || proven.has(node.address().toString(), node.longUid(), Role.CONTROLLER)) {
                continue;
            }
            all.add(node);
            if (now - since.computeIfAbsent(node, n -> now) > PATIENCE.toNanos()) {
                unproven.add(member);
            }
        }
        since.keySet().retainAll(all);
        return unproven;
    }
}
