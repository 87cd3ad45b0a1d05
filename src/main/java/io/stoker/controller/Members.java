package io.stoker.controller;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;

/** Who belongs to the cluster, and the end of who does not any more. */
final class Members {
    private final Cluster cluster;

    Members(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whether this very node, and not another one at its address, is a member. */
    boolean has(String address, long uid) {
        for (Member member : cluster.state().getMembers()) {
            if (member.uniqueAddress().longUid() == uid
                    && member.address().toString().equals(address)) {
                return isPresent(member);
            }
        }
        return false;
    }

    /** Whether a member is at this address. Only those can be watched: of others no end is ever told. */
    boolean has(Address address) {
        for (Member member : cluster.state().getMembers()) {
            if (member.address().equals(address)) {
                return isPresent(member);
            }
        }
        // An actor of this very node has an address without host.
        return address.hasLocalScope();
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
