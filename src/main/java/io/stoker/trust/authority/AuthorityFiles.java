package io.stoker.trust.authority;

import io.stoker.trust.Credentials;
import io.stoker.trust.KeyFileException;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Pem;
import io.stoker.trust.Role;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

/** The two files of an authority: its key, and its certificate. */
final class AuthorityFiles {
    private AuthorityFiles() {}

    /**
     * Whether there is an authority. That one of its files is missing is the end of a first start that was killed, or a
     * mistake; with a new authority everybody would need new files. The certificate alone is that of another machine's.
     */
    static boolean exist(KeyFolder folder) {
        boolean key = exists(folder.authorityKey());
        boolean certificate = exists(folder.authority());
        boolean used = exists(folder.credentials(Role.CONTROLLER)) || exists(folder.issued());
        String anew = "remove " + folder.path() + " to make all keys anew";
        if (certificate && !key) {
            throw new KeyFileException(folder.authorityKey()
                    + " is missing: the key is where this profile's certificates are made. If that is another machine "
                    + "(controller --join FILE), do it there; else bring it back, or " + anew);
        }
        if (key && !certificate && used) {
            throw new KeyFileException(folder.authority() + " is missing: bring it back, or " + anew
                    + ", which makes all files of join-token useless");
        }
        return key && certificate;
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    static X509Certificate certificate(KeyFolder folder) {
        return read(folder, folder.authority(), Pem.CERTIFICATE, Credentials::certificate);
    }

    static PrivateKey key(KeyFolder folder) {
        return read(folder, folder.authorityKey(), Pem.PRIVATE_KEY, Credentials::key);
    }

    private static <T> T read(KeyFolder folder, Path file, String type, Parser<T> parser) {
        try {
            List<Pem> blocks = Pem.blocks(folder.read(file));
            if (blocks.size() != 1 || !blocks.get(0).type().equals(type)) {
                throw new IllegalArgumentException("it is to have one block, " + type);
            }
            return parser.parse(blocks.get(0).content());
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new KeyFileException(
                    file + " cannot be used: " + e.getMessage() + "; bring back the right one, or remove "
                            + folder.path() + " to make all keys anew",
                    e);
        }
    }

    /** Reads the bytes of a block. */
    private interface Parser<T> {
        T parse(byte[] content) throws GeneralSecurityException;
    }

    static void write(KeyFolder folder, X509Certificate certificate, PrivateKey key) {
        try {
            folder.write(folder.authorityKey(), Pem.text(List.of(), new Pem(Pem.PRIVATE_KEY, key.getEncoded())));
            folder.write(folder.authority(), Pem.text(List.of(), new Pem(Pem.CERTIFICATE, certificate.getEncoded())));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a new certificate has no bytes", e);
        }
    }
}
