package io.stoker.trust;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a certificate allows its owner to be in a cluster. */
public enum Role {
    /** Forms a cluster, owns the ledger and is believed as controller. */
    CONTROLLER,

    /** Registers engines and runs tasks. */
    ENGINE,

    /** Submits tasks. */
    CLIENT,

    /** Submits tasks, on the machine of the profile. */
    OPERATOR;

    /** As it stands in certificates, on command lines and in logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that {@link #word}; empty if there is none. */
    public static Optional<Role> ofWord(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
