package io.stoker.trust.authority;

import io.stoker.task.Feature;
import io.stoker.trust.Credentials;
import io.stoker.trust.FileLines;
import io.stoker.trust.Identity;
import io.stoker.trust.Issued;
import io.stoker.trust.KeyFileException;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Role;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * The certificate authority of a profile: it issues the certificates of the profile's own machine and those that are
 * given away. Its key is in the {@link KeyFolder}.
 */
public final class Authority {
    /** How long a certificate of the own machine is valid. */
    public static final Duration OWN_LIFE = Duration.ofDays(30);

    /** How long the authority's own certificate is valid. */
    public static final Duration AUTHORITY_LIFE = Duration.ofDays(3652);

    private static final String NAME = "CN=Stoker ";

    private final KeyFolder folder;
    private final InstantSource clock;
    private final UUID profile;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private Authority(
            KeyFolder folder, InstantSource clock, UUID profile, X509Certificate certificate, PrivateKey key) {
        this.folder = folder;
        this.clock = clock;
        this.profile = profile;
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Reads the authority of a folder, or makes it if there is none. Several processes may do so at once.
     *
     * @param folder made if it is missing
     * @param clock from when on what it issues is valid
     * @throws KeyFileException if the folder or a file in it cannot be used; names it and what to do
     * @throws io.stoker.task.MissingLibraryException if it is to be made, but not the library for that is there
     */
    public static Authority open(KeyFolder folder, InstantSource clock) {
        folder.create();
        return folder.locked(() -> AuthorityFiles.exist(folder) ? read(folder, clock) : make(folder, clock));
    }

    private static Authority read(KeyFolder folder, InstantSource clock) {
        X509Certificate certificate = AuthorityFiles.certificate(folder);
        return new Authority(folder, clock, profile(certificate, folder), certificate, AuthorityFiles.key(folder));
    }

    private static UUID profile(X509Certificate certificate, KeyFolder folder) {
        String name = certificate.getSubjectX500Principal().getName();
        try {
            return UUID.fromString(name.substring(name.indexOf(NAME) + NAME.length()));
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(
                    folder.authority() + " is that of " + name
                            + ", which does not name a profile: bring back the right one",
                    e);
        }
    }

    private static Authority make(KeyFolder folder, InstantSource clock) {
        Feature.KEYS.requireLibraries();
        KeyPair pair = Certificates.newKeys();
        UUID profile = UUID.randomUUID();
        X509Certificate certificate = Certificates.authority(NAME + profile, pair, clock.instant(), AUTHORITY_LIFE);
        AuthorityFiles.write(folder, certificate, pair.getPrivate());
        return new Authority(folder, clock, profile, certificate, pair.getPrivate());
    }

    /** Names the profile in all its certificates. */
    public UUID profile() {
        return profile;
    }

    /** The certificate that peers trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Makes a key and a certificate, and writes nothing.
     *
     * @param id names the owner for people, see {@link Identity#isId}
     * @param ttl how long it is valid, from now on
     * @param hosts names and addresses of the owner's machine, for HTTPS; may be empty
     */
    public Credentials issue(Role role, String id, Duration ttl, List<String> hosts) {
        return issue(role, id, ttl, hosts, List.of());
    }

    private Credentials issue(Role role, String id, Duration ttl, List<String> hosts, List<String> addresses) {
        Feature.KEYS.requireLibraries();
        KeyPair pair = Certificates.newKeys();
        try {
            X509Certificate issued = Certificates.issued(
                    new Certificates.Issuer(profile, certificate, key),
                    pair.getPublic(),
                    role,
                    id,
                    hosts,
                    clock.instant(),
                    ttl);
            return Credentials.of(issued, certificate, pair.getPrivate(), addresses);
        } catch (GeneralSecurityException e) {
            throw new KeyFileException(
                    folder.authorityKey() + " and " + folder.authority() + " do not belong together (" + e.getMessage()
                            + "): bring back the right ones, or remove " + folder.path() + " to make all keys anew",
                    e);
        }
    }

    /**
     * Makes new certificates for the own machine, one a role, and writes them.
     *
     * @param id names the machine for people
     * @param hosts names and addresses of this machine, for HTTPS
     */
    public void renew(String id, List<String> hosts) {
        folder.locked(() -> {
            for (Role role : Role.values()) {
                Credentials issued = issue(role, id, OWN_LIFE, hosts);
                folder.write(
                        folder.credentials(role), issued.text(lines(issued, "of the profile's own machine", hosts)));
            }
            return true;
        });
    }

    /**
     * Makes credentials for another machine, and notes whose they are.
     *
     * @param id names the owner for people, see {@link Identity#isId}
     * @param ttl how long they are valid, from now on
     * @param addresses where a controller is, as {@code HOST:PORT}, the first to be tried first
     * @return the text of a join file
     */
    public JoinFile joinFile(Role role, String id, Duration ttl, List<String> addresses) {
        return joinFile(role, id, ttl, addresses, List.of());
    }

    /**
     * As above, for one that serves HTTPS.
     *
     * @param hosts names and addresses of the other machine, for HTTPS
     */
    public JoinFile joinFile(Role role, String id, Duration ttl, List<String> addresses, List<String> hosts) {
        Credentials issued = issue(role, id, ttl, hosts, addresses);
        folder.record(Issued.of(issued.identity()));
        return new JoinFile(
                issued.identity(),
                issued.text(lines(issued, "for another machine; who has this file can act as it", hosts)));
    }

    private FileLines lines(Credentials issued, String owner, List<String> hosts) {
        Identity identity = issued.identity();
        return new FileLines(
                identity.role().word() + " " + identity.id() + ", " + owner,
                identity.serial(),
                clock.instant().toString(),
                identity.notAfter().toString(),
                hosts,
                issued.addresses());
    }

    /**
     * What another machine needs to join.
     *
     * @param identity whose it is
     * @param text the file, which has the key
     */
    public record JoinFile(Identity identity, String text) {}
}
