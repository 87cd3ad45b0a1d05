package io.stoker.http;

import akka.actor.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.Patterns;
import io.stoker.wire.HeartbeatSender;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ready means: the ledger is open, and at least one engine can be given tasks. */
final class ReadinessCheck {
    /** Those who ask whether a process is ready wait for a second. */
    private static final Duration TIMEOUT = Duration.ofMillis(700);

    private final ActorSystem system;

    ReadinessCheck(ActorSystem system) {
        this.system = system;
    }

    /** Which of these is missing; null if none is. */
    CompletionStage<@Nullable String> trouble() {
        return Patterns.askWithReplyTo(
                        system.actorSelection("/user/" + HeartbeatSender.CONTROLLER_NAME),
                        replyTo -> new ToController.ListEngines(Adapter.toTyped(replyTo)),
                        TIMEOUT)
                .handle((answer, failure) -> failure != null
                        ? "the controller does not serve: its ledger is not open, or another controller has its lease"
                        : trouble((ToClient.EnginesAnswer) answer));
    }

    private static @Nullable String trouble(ToClient.EnginesAnswer answer) {
        if (answer.engines().isEmpty()) {
            return "no engine is registered";
        }
        return answer.engines().stream().allMatch(engine -> engine.suspected())
                ? "none of " + answer.engines().size() + " engines can be reached"
                : null;
    }
}
