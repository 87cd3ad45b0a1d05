package io.stoker.controller;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.stoker.store.ValueStore;
import io.stoker.wire.Gate;
import io.stoker.wire.ToController;
import io.stoker.wire.ToTransfer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Passes the parts of large values between the wire and the store. It keeps nothing: how many parts are under way is up
 * to those who bring and fetch them, who wait for an answer after a few.
 */
final class ValueDesk extends AbstractBehavior<Object> {
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final ValueStore store;
    private final ValueSettings settings;
    private final Supplier<Optional<String>> trouble;

    private record Sweep() {}

    /** @param trouble why nothing new may be taken in for now; empty if it may */
    static Behavior<Object> create(ValueStore store, ValueSettings settings, Supplier<Optional<String>> trouble) {
        return Gate.before(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Sweep(), SWEEP_EVERY);
            return new ValueDesk(context, store, settings, trouble);
        })));
    }

    private ValueDesk(
            ActorContext<Object> context,
            ValueStore store,
            ValueSettings settings,
            Supplier<Optional<String>> trouble) {
        super(context);
        this.store = store;
        this.settings = settings;
        this.trouble = trouble;
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(ToController.Put.class, this::onPut)
                .onMessage(ToController.Get.class, this::onGet)
                .onMessage(Sweep.class, sweep -> onSweep())
                .build();
    }

    private Behavior<Object> onPut(ToController.Put put) {
        UUID id = put.value().id();
        if (put.value().size() > settings.largest()) {
            refuse(
                    put.replyTo(),
                    id,
                    "a value of " + put.value().size() + " bytes is too large for the controller, whose limit is "
                            + settings.largest() + " (stoker.max-value-size)");
            return this;
        }
        Optional<String> now = trouble.get();
        if (now.isPresent()) {
            put.replyTo().tell(new ToTransfer.ValueDeferred(id, now.get()));
            return this;
        }
        var unused = store.write(put.value(), put.offset(), put.bytes()).whenComplete((taken, failure) -> {
            if (failure == null) {
                put.replyTo().tell(new ToTransfer.Taken(id, put.round(), taken));
            } else if (StageFailures.of(failure).getCause() instanceof IOException) {
                // As when the disk is full: what is on its way keeps until there is space.
                put.replyTo().tell(new ToTransfer.ValueDeferred(id, reason(failure)));
            } else {
                refuse(put.replyTo(), id, reason(failure));
            }
        });
        return this;
    }

    private Behavior<Object> onGet(ToController.Get get) {
        var unused = store.read(get.id(), get.offset(), get.length()).whenComplete((bytes, failure) -> {
            if (failure == null) {
                get.replyTo().tell(new ToTransfer.Chunk(get.id(), get.offset(), bytes));
            } else {
                refuse(get.replyTo(), get.id(), reason(failure));
            }
        });
        return this;
    }

    private static void refuse(ActorRef<ToTransfer> replyTo, UUID id, String reason) {
        replyTo.tell(new ToTransfer.ValueRefused(id, reason));
    }

    private static String reason(Throwable failure) {
        return String.valueOf(StageFailures.of(failure).getMessage());
    }

    private Behavior<Object> onSweep() {
        var log = getContext().getLog();
        var unused = store.sweep(settings.keepUnused()).whenComplete((count, failure) -> {
            if (failure != null) {
                log.warn("cannot remove unused values", failure);
            } else if (count > 0) {
                log.info("removed {} values that nothing refers to", count);
            }
        });
        return this;
    }
}
