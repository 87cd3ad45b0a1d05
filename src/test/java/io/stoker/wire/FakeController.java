package io.stoker.wire;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.stoker.wire.ToController.Here;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Hears {@code Here} where a controller does, and answers as it is told to. */
final class FakeController {
    private final Queue<Here> heard = new ConcurrentLinkedQueue<>();
    private final ActorRef<ToController> ref;
    private volatile Answers answers = here -> null;

    /** Called from an actor's thread; null is silence. */
    interface Answers {
        @Nullable
        ToMember to(Here here);
    }

    FakeController(ActorTestKit kit) {
        ref = kit.spawn(Behaviors.receiveMessage(this::onMessage), Presence.CONTROLLER_NAME);
    }

    private akka.actor.typed.Behavior<ToController> onMessage(ToController message) {
        Here here = (Here) message;
        heard.add(here);
        ToMember answer = answers.to(here);
        if (answer != null) {
            here.replyTo().tell(answer);
        }
        return Behaviors.same();
    }

    void answer(Answers next) {
        answers = next;
    }

    ActorRef<ToController> ref() {
        return ref;
    }

    ToMember keep(long epoch) {
        return new ToMember.Keep(epoch, "ledger", ref);
    }

    /** What was heard of this JVM. */
    Queue<Here> heard(String instance) {
        Queue<Here> ofIt = new ConcurrentLinkedQueue<>(heard);
        ofIt.removeIf(here -> !here.instance().equals(instance));
        return ofIt;
    }
}
