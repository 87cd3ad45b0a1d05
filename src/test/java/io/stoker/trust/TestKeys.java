package io.stoker.trust;

import io.stoker.trust.authority.Authority;
import io.stoker.wire.TrustMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The keys of the nodes that tests start in this JVM: those of one profile, which are made once. */
public final class TestKeys {
    private static final TestKeys SHARED = new TestKeys();

    private final KeyFolder folder;
    private final Path mine;

    /** Those of a profile of its own, which trusts none of another one. Removed when the JVM ends. */
    public TestKeys() {
        try {
            mine = Files.createTempDirectory("stoker-keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
        folder = new KeyFolder(mine.resolve("keys"));
        Authority.open(folder, InstantSource.system()).renew("test", List.of());
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(mine)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public KeyFolder folder() {
        return folder;
    }

    /** By the profile's own certificate for that role. */
    public TrustMode mode(Role role) {
        return new TrustMode.On(folder.credentials(role), folder.revoked());
    }

    /** By another certificate of the profile, made at that time, and for so long. */
    public TrustMode issue(Role role, String id, InstantSource clock, Duration ttl) {
        Path file = mine.resolve(id + ".pem");
        folder.write(
                file,
                Authority.open(folder, clock).joinFile(role, id, ttl, List.of()).text());
        return new TrustMode.On(file, folder.revoked());
    }

    /** By the keys that tests share, for a node with this role of Akka's. */
    public static TrustMode of(String role) {
        return SHARED.mode(Role.ofWord(role).orElseThrow());
    }

    /** By a certificate of its own, of the authority that tests share, so that it can be revoked. */
    public static TrustMode own(Role role, String id) {
        return SHARED.issue(role, id, InstantSource.system(), Duration.ofDays(1));
    }

    /** The controllers of tests trust this certificate of {@link #own} no more. */
    public static void revoke(String serial) {
        SHARED.folder.revoke(serial, Instant.now(), "test");
    }

    public static TrustMode controller() {
        return of("controller");
    }

    public static TrustMode engine() {
        return of("engine");
    }

    public static TrustMode client() {
        return of("client");
    }
}
