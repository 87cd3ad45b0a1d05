package io.stoker.controller;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorRef;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Subscribe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who belongs to the cluster, and the end of who does not any more. */
final class Members {
    private final Cluster cluster;
    private final Supplier<Iterable<Member>> all;
    /** The members that the two maps are of; they are others only when the cluster has changed. */
    private @Nullable Iterable<Member> known;

    private final Map<Long, Member> byUid = new HashMap<>();
    private final Map<Address, Member> byAddress = new HashMap<>();

    Members(Cluster cluster) {
        this(cluster, () -> cluster.state().getMembers());
    }

    /** @param all the members as far as they are known now */
    Members(Cluster cluster, Supplier<Iterable<Member>> all) {
        this.cluster = cluster;
        this.all = all;
    }

    /** Has an actor hear of members that cannot be reached, can be reached again, and are removed. */
    void tellChanges(ActorRef<Object> to) {
        cluster.subscriptions().tell(new Subscribe<>(to.narrow(), ClusterEvent.ReachabilityEvent.class));
        cluster.subscriptions().tell(new Subscribe<>(to.narrow(), ClusterEvent.MemberRemoved.class));
    }

    /** Whether this very node, and not another one at its address, is a member. */
    boolean has(String address, long uid) {
        look();
        Member member = byUid.get(uid);
        return member != null && member.address().toString().equals(address) && isPresent(member);
    }

    private void look() {
        Iterable<Member> now = all.get();
        if (now != known) {
            known = now;
            byUid.clear();
            byAddress.clear();
            for (Member member : now) {
                byUid.put(member.uniqueAddress().longUid(), member);
                byAddress.putIfAbsent(member.address(), member);
            }
        }
    }

    /** The address of this node. */
    String self() {
        return cluster.selfMember().address().toString();
    }

    /** All others. */
    List<Member> others() {
        List<Member> others = new ArrayList<>();
        all.get().forEach(member -> {
            if (isPresent(member)
                    && !member.uniqueAddress().equals(cluster.selfMember().uniqueAddress())) {
                others.add(member);
            }
        });
        return others;
    }

    /** The address of the node on which this actor lives, as the cluster knows it. */
    Address addressOf(ActorRef<?> actor) {
        Address address = actor.path().address();
        return address.hasLocalScope() ? cluster.selfMember().address() : address;
    }

    /** Whether the actor lives on the node at this address. */
    boolean isAt(ActorRef<?> actor, String address) {
        return addressOf(actor).toString().equals(address);
    }

    /** Whether a member is at this address. Only those can be watched: of others no end is ever told. */
    boolean has(Address address) {
        look();
        Member member = byAddress.get(address);
        return member != null && isPresent(member);
    }

    private static boolean isPresent(Member member) {
        return member.status() != MemberStatus.down() && member.status() != MemberStatus.removed();
    }

    void down(String address) {
        Address parsed = AddressFromURIString.parse(address);
        if (!parsed.equals(cluster.selfMember().address())) {
            cluster.manager().tell(new Down(parsed));
        }
    }
}
