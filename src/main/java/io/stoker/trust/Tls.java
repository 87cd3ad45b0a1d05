package io.stoker.trust;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The identity of this process while it runs: its credentials, and what it knows of revoked certificates, read anew
 * when their files change. Where a file is bad, the last good one stays in use, and that is logged once. Any thread.
 */
public final class Tls implements AutoCloseable {
    private static final long REVOKED_SECONDS = 2;
    private static final long CREDENTIALS_SECONDS = 60;
    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final String[] CIPHERS = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
    };

    private final Path file;
    private final InstantSource clock;
    private final Revocations revocations;
    private final LiveFile own;
    private final @Nullable LiveFile list;
    private final ScheduledExecutorService rereading;
    private volatile Generation current;

    /** What belongs to one state of the credentials. */
    private record Generation(Credentials credentials, PeerCheck check) {}

    private Tls(Path file, @Nullable Path revoked, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.revocations = revoked == null ? Revocations.none() : Revocations.of(revoked);
        this.current = generation();
        this.own = new LiveFile(file, this::renew);
        this.list = revoked == null ? null : new LiveFile(revoked, revocations::read);
        this.rereading = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "stoker-keys");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads the files, and from then on whenever they change, until it is closed.
     *
     * @param credentials of this process
     * @param revoked names the revoked certificates; null where none are known, as on another machine
     * @param clock tells whether a certificate is valid
     * @throws KeyFileException if one of them cannot be read; that {@code revoked} is missing means that none is
     */
    public static Tls open(Path credentials, @Nullable Path revoked, InstantSource clock) {
        Tls tls = new Tls(credentials, revoked, clock);
        tls.keepReading();
        return tls;
    }

    private void keepReading() {
        var unused = rereading.scheduleWithFixedDelay(
                own::refresh, CREDENTIALS_SECONDS, CREDENTIALS_SECONDS, TimeUnit.SECONDS);
        if (list != null) {
            var unusedEither =
                    rereading.scheduleWithFixedDelay(list::refresh, REVOKED_SECONDS, REVOKED_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Reads at once what has changed; returns when that is done. */
    void refresh() throws ExecutionException, InterruptedException {
        rereading
                .submit(() -> {
                    own.refresh();
                    if (list != null) {
                        list.refresh();
                    }
                })
                .get();
    }

    private Generation generation() {
        Credentials read = Credentials.read(file);
        return new Generation(
                read, new PeerCheck(read.authority(), read.identity().profile(), revocations, clock));
    }

    /** A process does not become another one while it runs. */
    private void renew() {
        Generation now = current;
        Generation next = generation();
        if (!next.credentials.authority().equals(now.credentials.authority())
                || next.credentials.identity().role()
                        != now.credentials.identity().role()) {
            throw new KeyFileException(file + " is from another authority or for another role than when this process "
                    + "started: start it again if that is wanted");
        }
        current = next;
    }

    /** What this process shows to its peers now. */
    public Credentials current() {
        return current.credentials;
    }

    /** Whom this process trusts now. It stays right about revocations; for new credentials there is another. */
    public PeerCheck check() {
        return current.check;
    }

    /** Which certificates are withdrawn: a view that follows the file. */
    public Revocations revocations() {
        return revocations;
    }

    /**
     * The accepting end of a connection, at which the other end must show a certificate.
     *
     * @param peers the roles that the other end may have
     */
    public SSLEngine serverEngine(Set<Role> peers) {
        SSLEngine engine = modern(context(peers).createSSLEngine());
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }

    /** The accepting end of a connection of HTTP, at which the other end shows no certificate. */
    public SSLEngine openServerEngine() {
        SSLEngine engine = modern(context(Set.of()).createSSLEngine());
        engine.setUseClientMode(false);
        return engine;
    }

    /**
     * The dialling end of a connection. The names in the other end's certificate are not compared with the host: its
     * role is its identity.
     *
     * @param host a hint only
     * @param port a hint only
     * @param peers the roles that the other end may have
     */
    public SSLEngine clientEngine(String host, int port, Set<Role> peers) {
        SSLEngine engine = modern(context(peers).createSSLEngine(host, port));
        engine.setUseClientMode(true);
        return engine;
    }

    private static SSLEngine modern(SSLEngine engine) {
        engine.setEnabledProtocols(PROTOCOLS);
        engine.setEnabledCipherSuites(CIPHERS);
        return engine;
    }

    /** For each connection another: a session that is resumed would not be checked again. */
    private SSLContext context(Set<Role> peers) {
        Generation now = current;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new OwnKey(now.credentials)},
                    new TrustManager[] {new PeerTrust(now.check, peers)},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do TLS: " + e, e);
        }
    }

    /** Ends the reading. What was read stays in use. */
    @Override
    public void close() {
        rereading.shutdownNow();
    }
}
