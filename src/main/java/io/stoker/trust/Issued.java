package io.stoker.trust;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * A certificate that a profile has given away, as a line of its file {@code issued}.
 *
 * @param serial names the certificate
 * @param role what its owner may be
 * @param id names its owner for people
 * @param expires until when it is valid
 */
public record Issued(String serial, Role role, String id, Instant expires) {
    public static Issued of(Identity identity) {
        return new Issued(identity.serial(), identity.role(), identity.id(), identity.notAfter());
    }

    /** Reads {@link #line} back; an {@link IllegalArgumentException} says what is wrong. */
    static Issued ofLine(String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length != 4 || !Identity.isSerial(words[0]) || !Identity.isId(words[2])) {
            throw new IllegalArgumentException("a line is to be SERIAL ROLE ID EXPIRY: \"" + line + "\"");
        }
        Role role = Role.ofWord(words[1])
                .orElseThrow(() -> new IllegalArgumentException("there is no role \"" + words[1] + "\""));
        try {
            return new Issued(words[0], role, words[2], Instant.parse(words[3]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    String line() {
        return serial + " " + role.word() + " " + id + " " + expires;
    }
}
