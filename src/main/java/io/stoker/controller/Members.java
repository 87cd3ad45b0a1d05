package io.stoker.controller;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorRef;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import java.util.function.Supplier;

/** Who belongs to the cluster, and the end of who does not any more. */
final class Members {
    private final Cluster cluster;
    private final Supplier<Iterable<Member>> all;

    Members(Cluster cluster) {
        this(cluster, () -> cluster.state().getMembers());
    }

    /** @param all the members as far as they are known now */
    Members(Cluster cluster, Supplier<Iterable<Member>> all) {
        this.cluster = cluster;
        this.all = all;
    }

    /** Whether this very node, and not another one at its address, is a member. */
    boolean has(String address, long uid) {
        for (Member member : all.get()) {
            if (member.uniqueAddress().longUid() == uid
                    && member.address().toString().equals(address)) {
                return isPresent(member);
            }
        }
        return false;
    }

    /** The address of the node on which this actor lives, as the cluster knows it. */
    Address addressOf(ActorRef<?> actor) {
        Address address = actor.path().address();
        return address.hasLocalScope() ? cluster.selfMember().address() : address;
    }

    /** Whether a member is at this address. Only those can be watched: of others no end is ever told. */
    boolean has(Address address) {
        for (Member member : all.get()) {
            if (member.address().equals(address)) {
                return isPresent(member);
            }
        }
        return false;
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
