package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.Serving;
import io.stoker.wire.ToController;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that one JVM brings to a store and fetches from it: the controller's, or the memory of an engine. A few
 * travel at once and the others wait in line; they go on where they were when the controller or the ActorSystem is
 * another one. Whoever cancels a future ends its transfer. Thread-safe.
 */
public final class Transfers {
    private final List<Upload> uploads = new ArrayList<>();
    private final List<Download> downloads = new ArrayList<>();
    private @Nullable Serving serving;
    private @Nullable ActorRef<? super ToController.OfValue> keeper;
    private Runnable bell = () -> {};

    /**
     * Brings a value to the store.
     *
     * @return completes when it is durable there
     */
    public CompletableFuture<Void> upload(StoredValue value, byte[] bytes, Patience patience) {
        Upload upload = new Upload(value, bytes, patience);
        add(uploads, upload);
        return upload.done();
    }

    /** Fetches a value from the store; takes the memory for it at once. */
    public CompletableFuture<byte[]> download(StoredValue value) {
        Download fresh = new Download(value);
        add(downloads, fresh);
        return fresh.done();
    }

    private <T extends Transfer> void add(List<T> transfers, T transfer) {
        synchronized (this) {
            transfers.add(transfer);
        }
        // A cancelled one makes room for the next.
        var unused = transfer.done().whenComplete((value, failure) -> ring());
        ring();
    }

    private void ring() {
        Runnable ring;
        synchronized (this) {
            ring = bell;
        }
        ring.run();
    }

    /** Fails all that is under way. */
    public void failAll(StokerException exception) {
        List<Transfer> all = new ArrayList<>();
        synchronized (this) {
            all.addAll(uploads);
            all.addAll(downloads);
        }
        all.forEach(transfer -> transfer.done().completeExceptionally(exception));
    }

    /** The controller has been heard of. */
    public void serving(Serving now) {
        synchronized (this) {
            if (keeper != null && now.equals(serving)) {
                return;
            }
            serving = now;
            keeper = now.controller();
            sendAgain();
        }
        ring();
    }

    /** An engine keeps the values, and is to be found there. */
    public void keptBy(ActorRef<ToDirect> engine) {
        synchronized (this) {
            if (engine.equals(keeper)) {
                return;
            }
            keeper = engine;
            sendAgain();
        }
        ring();
    }

    /** In a new ActorSystem it has to be heard of anew who keeps the values. */
    public synchronized void forgetKeeper() {
        keeper = null;
    }

    /** Rung, from any thread, when there is something to send. The one before is forgotten. */
    synchronized void onRing(Runnable ring) {
        bell = ring;
    }

    private void sendAgain() {
        uploads.forEach(Transfer::sendAgain);
        downloads.forEach(Transfer::sendAgain);
    }

    /** Who keeps the values; null while that is not known. */
    synchronized @Nullable ActorRef<? super ToController.OfValue> keeper() {
        return keeper;
    }

    /** The messages to send now. */
    synchronized List<ToController.OfValue> due(long tick, ActorRef<ToTransfer> replyTo) {
        List<ToController.OfValue> due = new ArrayList<>();
        due(uploads, tick, replyTo, due);
        due(downloads, tick, replyTo, due);
        return due;
    }

    private static void due(
            List<? extends Transfer> transfers,
            long tick,
            ActorRef<ToTransfer> replyTo,
            List<ToController.OfValue> due) {
        for (Transfer transfer : active(transfers)) {
            for (ToController.OfValue message = transfer.next(tick, replyTo);
                    message != null;
                    message = transfer.next(tick, replyTo)) {
                due.add(message);
            }
        }
    }

    private static <T extends Transfer> List<T> active(List<T> transfers) {
        transfers.removeIf(transfer -> transfer.done().isDone());
        return List.copyOf(transfers.subList(0, Math.min(Window.VALUES, transfers.size())));
    }

    /** Gives up what has stood still for too long. */
    void look(long tick) {
        List<Upload> looked;
        synchronized (this) {
            looked = active(uploads);
        }
        looked.forEach(upload -> upload.look(tick));
    }

    void taken(ToTransfer.Taken answer, long tick) {
        List<Upload> complete;
        synchronized (this) {
            complete = of(uploads, answer.id())
                    .filter(upload -> upload.taken(answer, tick))
                    .toList();
        }
        complete.forEach(upload -> upload.done().complete(null));
    }

    void arrived(ToTransfer.Chunk chunk) {
        List<Download> complete;
        synchronized (this) {
            complete = of(downloads, chunk.id())
                    .filter(download -> download.arrived(chunk))
                    .toList();
        }
        complete.forEach(Download::complete);
    }

    void refused(ToTransfer.ValueRefused refused) {
        List<Transfer> ended = new ArrayList<>();
        synchronized (this) {
            of(uploads, refused.id()).forEach(ended::add);
            of(downloads, refused.id()).forEach(ended::add);
        }
        ended.forEach(transfer -> transfer.done().completeExceptionally(new RefusedException(refused.reason())));
    }

    synchronized void deferred(ToTransfer.ValueDeferred deferred) {
        of(uploads, deferred.id()).forEach(upload -> upload.deferred(deferred.reason()));
    }

    /** The transfers of a value; there may be several that fetch it. */
    private static <T extends Transfer> Stream<T> of(List<T> transfers, UUID id) {
        return active(transfers).stream()
                .filter(transfer -> transfer.value().id().equals(id));
    }
}
