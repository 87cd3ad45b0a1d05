package io.stoker.trust;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates are withdrawn: a view of the file {@code keys/revoked}, which has a line {@code SERIAL TIME TEXT}
 * for each. Who has no such file, as on another machine, knows of none. Any thread may ask.
 */
public final class Revocations {
    private static final int LARGEST_FILE = 16 << 20;

    private final @Nullable Path file;
    private volatile Set<String> serials = Set.of();

    private Revocations(@Nullable Path file) {
        this.file = file;
    }

    /** None, for ever. */
    public static Revocations none() {
        return new Revocations(null);
    }

    /**
     * What a file says; that it is missing means none.
     *
     * @throws KeyFileException if it cannot be read, or has a line that is none; names both
     */
    public static Revocations of(Path file) {
        Revocations revocations = new Revocations(file);
        revocations.read();
        return revocations;
    }

    /** Whether the certificate of that serial number, lower-case hexadecimal, is withdrawn. */
    public boolean contains(String serial) {
        return serials.contains(serial);
    }

    /**
     * Reads the file anew; where that fails, what is known stays so.
     *
     * @throws KeyFileException as {@link #of} does, and if certificates were withdrawn and the file is not there any
     *     more
     */
    void read() {
        if (file == null) {
            return;
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            serials = serials(new String(PrivateFiles.read(file, LARGEST_FILE), StandardCharsets.UTF_8), file);
        } else if (!serials.isEmpty()) {
            throw new KeyFileException(
                    file + " is missing: what it revoked stays revoked until this process ends; put it " + "back");
        }
    }

    private static Set<String> serials(String text, Path file) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> serial(line, file))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String serial(String line, Path file) {
        String serial = line.strip().split("\\s", 2)[0];
        if (!Identity.isSerial(serial)) {
            throw new KeyFileException(file + " has a line without a serial number at its beginning: \"" + line + "\"");
        }
        return serial;
    }
}
