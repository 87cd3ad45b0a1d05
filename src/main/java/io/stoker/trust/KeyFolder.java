package io.stoker.trust;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where a profile keeps its keys: the folder {@code keys}, which nobody but its owner can look into.
 *
 * @param path the folder
 */
public record KeyFolder(Path path) {
    private static final int LARGEST_LIST = 16 << 20;
    private static final int LARGEST_KEY = 64 << 10;
    private static final Object IN_THIS_JVM = new Object();

    /**
     * Makes the folder, unless it is there.
     *
     * @throws KeyFileException if it cannot be made, or what is there is a link, another user's or open to others
     */
    public KeyFolder create() {
        PrivateFiles.createFolder(path);
        return this;
    }

    /** Whether there is anything of that name: {@link #create} looks at what it is. */
    public boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The key with which certificates are issued. Whoever has it can make any certificate of this profile. */
    public Path authorityKey() {
        return path.resolve("authority.key");
    }

    /** The certificate that all of this profile trust. */
    public Path authority() {
        return path.resolve("authority.pem");
    }

    /**
     * Takes down that this profile has the authority of another machine, where its key stays: here no certificates can
     * be made. Makes the folder if it is missing.
     *
     * @throws KeyFileException if the profile has an authority of its own
     */
    public void adopt(X509Certificate other) {
        create();
        locked(() -> {
            if (Files.exists(authorityKey(), LinkOption.NOFOLLOW_LINKS)) {
                throw new KeyFileException(path + " has an authority of its own, whose programs a controller with the "
                        + "file of another machine does not trust: choose another profile with --profile NAME, or "
                        + "remove that folder");
            }
            try {
                write(authority(), Pem.text(List.of(), new Pem(Pem.CERTIFICATE, other.getEncoded())));
            } catch (CertificateEncodingException e) {
                throw new KeyFileException("cannot write " + authority() + ": " + e, e);
            }
            return true;
        });
    }

    /** The {@link Credentials} of this machine in that role. */
    public Path credentials(Role role) {
        return path.resolve(role.word() + ".pem");
    }

    /** The serial numbers of withdrawn certificates; see {@link Revocations}. */
    public Path revoked() {
        return path.resolve("revoked");
    }

    /** A line for each certificate that was given away. */
    public Path issued() {
        return path.resolve("issued");
    }

    /** Puts a whole file in place at once, readable by its owner only. */
    public void write(Path file, String text) {
        PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a key file; a {@link KeyFileException} if it cannot be read, or others can read it. */
    public String read(Path file) {
        return new String(PrivateFiles.read(file, LARGEST_KEY), StandardCharsets.UTF_8);
    }

    /**
     * Withdraws a certificate. Running processes of this machine know it within seconds.
     *
     * @param serial lower-case hexadecimal digits
     * @param reason one line for people; may be empty
     * @return whether it was not withdrawn before
     */
    public boolean revoke(String serial, Instant now, String reason) {
        return locked(() -> {
            if (Revocations.of(revoked()).contains(serial)) {
                return false;
            }
            append(revoked(), serial + " " + now + (reason.isBlank() ? "" : " " + reason.replaceAll("\\s+", " ")));
            return true;
        });
    }

    /** The certificates that were given away, in that order. */
    public List<Issued> issuedCertificates() {
        try {
            return lines(issued()).stream().map(Issued::ofLine).toList();
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(issued() + " has a line that cannot be read: " + e.getMessage(), e);
        }
    }

    /** The certificates of this machine, as far as there are any; believes the lines for people in the files. */
    public List<Issued> own() {
        List<Issued> own = new ArrayList<>();
        for (Role role : Role.values()) {
            Path file = credentials(role);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                FileLines.of(read(file)).issued(role).ifPresent(own::add);
            }
        }
        return own;
    }

    /** Adds to {@link #issuedCertificates}. */
    public void record(Issued certificate) {
        locked(() -> {
            append(issued(), certificate.line());
            return true;
        });
    }

    private void append(Path file, String line) {
        List<String> lines = lines(file);
        write(file, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n") + line + "\n");
    }

    private static List<String> lines(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        return new String(PrivateFiles.read(file, LARGEST_LIST), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /**
     * Whether certificates of this machine have to be made anew. Costs next to nothing: it believes the lines for
     * people in the files, not the certificates.
     *
     * @param age how old they may be
     * @param hosts the names of this machine that they have to have
     */
    public boolean isDue(Instant now, Duration age, List<String> hosts) {
        for (Role role : Role.values()) {
            Path file = credentials(role);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    || FileLines.of(read(file)).isDue(now, age, hosts)) {
                return true;
            }
        }
        return false;
    }

    /** Does something while no other process changes the folder. */
    public <T> T locked(Supplier<T> work) {
        synchronized (IN_THIS_JVM) {
            try (FileChannel channel = FileChannel.open(
                            path.resolve("lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                            PrivateFiles.permissions(path, "rw-------"));
                    FileLock lock = channel.lock()) {
                return work.get();
            } catch (IOException e) {
                throw new KeyFileException("cannot use " + path + ": " + e, e);
            }
        }
    }
}
