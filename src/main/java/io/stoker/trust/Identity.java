package io.stoker.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate says of its owner.
 *
 * @param profile names the authority's profile
 * @param role what the owner may be
 * @param id names the owner for people; two may have the same
 * @param serial names the certificate: lower-case hexadecimal digits
 * @param notBefore from when on it is valid
 * @param notAfter until when it is valid
 */
public record Identity(UUID profile, Role role, String id, String serial, Instant notBefore, Instant notAfter) {
    private static final String LETTERS = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final Pattern ID = Pattern.compile(LETTERS);
    private static final Pattern SERIAL = Pattern.compile("[0-9a-f]{1,40}");
    private static final Pattern URI = Pattern.compile("stoker:([0-9a-f-]{36}):([a-z]+):(" + LETTERS + ")");
    private static final Integer URI_NAME = 6;

    public Identity {
        if (!isId(id)) {
            throw new IllegalArgumentException("'" + id
                    + "' cannot name the owner of a certificate: use at most 64 letters, digits, '.', '_' and '-'");
        }
        if (!isSerial(serial)) {
            throw new IllegalArgumentException(
                    "'" + serial + "' is not a serial number: use lower-case hexadecimal digits");
        }
    }

    /** Whether it can name the owner of a certificate: at most 64 letters, digits, '.', '_' and '-'. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether it can be a certificate's serial number: at most 40 lower-case hexadecimal digits. */
    public static boolean isSerial(String text) {
        return SERIAL.matcher(text).matches();
    }

    /** The serial number of a certificate, whoever has issued it. */
    public static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    /**
     * Reads what a certificate says, and believes it: {@link PeerCheck} is for those of others.
     *
     * @throws CertificateParsingException if it is not a certificate of a Stoker cluster
     */
    public static Identity of(X509Certificate certificate) throws CertificateParsingException {
        Matcher name = URI.matcher(uri(certificate.getSubjectAlternativeNames()));
        Role role = name.matches() ? Role.ofWord(name.group(2)).orElse(null) : null;
        if (role == null) {
            throw new CertificateParsingException("it names no role in a Stoker cluster");
        }
        try {
            return new Identity(
                    UUID.fromString(name.group(1)),
                    role,
                    name.group(3),
                    serial(certificate),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        } catch (IllegalArgumentException e) {
            throw new CertificateParsingException(e.getMessage(), e);
        }
    }

    private static String uri(@Nullable Collection<List<?>> names) {
        if (names != null) {
            for (List<?> name : names) {
                if (URI_NAME.equals(name.get(0)) && String.valueOf(name.get(1)).startsWith("stoker:")) {
                    return String.valueOf(name.get(1));
                }
            }
        }
        return "";
    }

    /** As the certificate names its owner: {@code stoker:PROFILE:ROLE:ID}. */
    public String uri() {
        return "stoker:" + profile + ":" + role.word() + ":" + id;
    }

    /** For people: as "engine lab-3 (serial 4f2a)". */
    public String inWords() {
        return role.word() + " " + id + " (serial " + serial + ")";
    }
}
