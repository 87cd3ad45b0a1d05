package io.stoker.node;

import io.stoker.task.StokerException;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.authority.Authority;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a profile, for the process that holds its lock: made at the first start without a question, and renewed
 * at later ones and while it runs. Where nothing is to be made this takes a few milliseconds, and loads no library.
 */
public final class ProfileKeys implements AutoCloseable {
    /** After how long {@link #renew} is to be called again. */
    static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private static final Duration AGE_AT_START = Duration.ofDays(1);
    private static final Duration AGE_WHILE_RUNNING = Authority.OWN_LIFE.dividedBy(2);

    private final KeyFolder folder;
    private final KeyOrigin origin;
    private final List<String> hosts;
    private final InstantSource clock;
    private final Consumer<String> warnings;
    private @Nullable ScheduledExecutorService renewing;

    /**
     * Those of a profile; does nothing yet.
     *
     * @param listens names and addresses by which others reach this machine, beside its own name and loopback
     * @param clock tells the age of certificates
     * @param warnings hears, in one line for people, that something is not as it should be; any thread
     */
    public ProfileKeys(Profile profile, List<String> listens, InstantSource clock, Consumer<String> warnings) {
        this.folder = new KeyFolder(profile.keys());
        this.origin = KeyOrigin.of(profile);
        this.hosts = MachineNames.with(listens);
        this.clock = clock;
        this.warnings = warnings;
    }

    /**
     * Makes what is missing, and certificates of this machine anew that are older than a day. Returns when the nodes of
     * this machine can start.
     *
     * @throws io.stoker.trust.KeyFileException if the folder or a file in it is not as it has to be: another user's,
     *     open to others, a link; names it and what to type
     */
    public void prepare() {
        boolean isNew = !folder.exists();
        folder.create();
        if (isNew) {
            origin.note();
        } else {
            origin.warning().ifPresent(warnings);
        }
        renewOlderThan(AGE_AT_START);
    }

    /** Makes certificates of this machine anew that are past half their life. What prevents it is a warning. */
    void renew() {
        try {
            renewOlderThan(AGE_WHILE_RUNNING);
        } catch (StokerException e) {
            warnings.accept(
                    "The certificates of this machine cannot be renewed; this process tries it again each hour until "
                            + "they expire, and then nobody can connect: " + e.getMessage());
        }
    }

    /**
     * Makes all certificates of this machine anew, as when one of them was stolen.
     *
     * @throws io.stoker.trust.KeyFileException as {@link #prepare} does
     */
    public void renewAll() {
        Authority.open(folder, clock).renew(MachineNames.own(), hosts);
    }

    private void renewOlderThan(Duration age) {
        if (folder.isDue(clock.instant(), age, hosts)) {
            renewAll();
        }
    }

    /** Calls {@link #renew} again and again, on a thread of its own, until this is closed. */
    void keepRenewing() {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "stoker-renewal");
            daemon.setDaemon(true);
            return daemon;
        });
        renewing = thread;
        var unused = thread.scheduleWithFixedDelay(
                this::renew, LOOK_AGAIN.toSeconds(), LOOK_AGAIN.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        Stream.ofNullable(renewing).forEach(ScheduledExecutorService::shutdownNow);
    }
}
