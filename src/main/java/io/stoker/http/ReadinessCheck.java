package io.stoker.http;

import akka.actor.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.Patterns;
import io.stoker.task.StokerException;
import io.stoker.wire.HeartbeatSender;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Ready means: the ledger is open, and at least one engine can be given tasks. When not, the failure's text says which
 * of these is missing.
 */
public final class ReadinessCheck implements Supplier<CompletionStage<Boolean>> {
    /** Below the second after which Akka Management gives a check up, without the text that says why. */
    private static final Duration TIMEOUT = Duration.ofMillis(700);

    private final ActorSystem system;

    /** As Akka Management makes it, by the name in {@code reference.conf}. */
    public ReadinessCheck(ActorSystem system) {
        this.system = system;
    }

    @Override
    public CompletionStage<Boolean> get() {
        return Patterns.askWithReplyTo(
                        system.actorSelection("/user/" + HeartbeatSender.CONTROLLER_NAME),
                        replyTo -> new ToController.ListEngines(Adapter.toTyped(replyTo)),
                        TIMEOUT)
                .handle((answer, failure) -> {
                    if (failure != null) {
                        throw new StokerException(
                                "the controller does not serve: its ledger is not open, or another controller has its lease",
                                failure);
                    }
                    return ready((ToClient.EnginesAnswer) answer);
                });
    }

    private static boolean ready(ToClient.EnginesAnswer answer) {
        if (answer.engines().isEmpty()) {
            throw new StokerException("no engine is registered");
        }
        if (answer.engines().stream().allMatch(engine -> engine.suspected())) {
            throw new StokerException("none of " + answer.engines().size() + " engines can be reached");
        }
        return true;
    }
}
