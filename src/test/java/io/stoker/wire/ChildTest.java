package io.stoker.wire;

import static io.stoker.LoneCluster.LONG;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Parents, their children, and what is brought home to either. */
class ChildTest {
    private static ActorTestKit kit;

    private final TestProbe<Object> probe = kit.createTestProbe();

    /** To be thrown by the child. */
    private record Throw(Throwable what) {}

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    /** Throws what it is told to, ends at "end", and repeats the rest to the probe. */
    private Behavior<Object> child() {
        return Behaviors.receive(Object.class)
                .onMessage(Throw.class, m -> {
                    throw sneaked(m.what());
                })
                .onMessageEquals("end", Behaviors::stopped)
                .onAnyMessage(m -> {
                    probe.ref().tell(m);
                    return Behaviors.same();
                })
                .build();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private Behavior<Object> parent() {
        return Behaviors.setup(context -> {
            ActorRef<Object> child = Child.spawn(context, child(), "child");
            probe.ref().tell("parent starts");
            return Behaviors.receiveMessage(m -> {
                if (m.equals("stop the child")) {
                    Child.stop(context, child);
                } else {
                    child.tell(m);
                }
                return Behaviors.same();
            });
        });
    }

    @Test
    void aChildGoesOnWithItsNextMessageWhateverItHasThrown() {
        ActorRef<Object> parent = kit.spawn(parent());
        probe.expectMessage(LONG, "parent starts");
        parent.tell(new Throw(new IllegalStateException("a defect")));
        parent.tell(new Throw(new AssertionError("another")));
        parent.tell(new Throw(new Exception("checked")));
        parent.tell("hello");
        probe.expectMessage(LONG, "hello");
        kit.stop(parent);
    }

    @Test
    void aParentThatDoesNotHandleTheEndOfItsChildEndsWithIt() {
        ActorRef<Object> parent = kit.spawn(parent());
        probe.expectMessage(LONG, "parent starts");
        parent.tell("end");
        probe.expectTerminated(parent, LONG);
    }

    @Test
    void aChildThatIsToEndTakesNobodyWithIt() {
        ActorRef<Object> parent = kit.spawn(parent());
        probe.expectMessage(LONG, "parent starts");
        parent.tell("stop the child");
        parent.tell("hello"); // to nobody
        ActorRef<Object> other = kit.spawn(parent());
        probe.expectMessage(LONG, "parent starts");
        other.tell("still there");
        probe.expectMessage(LONG, "still there");
        kit.stop(parent);
        kit.stop(other);
    }

    @Test
    void aChildThatIsNotStartedAgainIsMissedByItsParent() {
        ActorRef<Object> parent = kit.spawn(Behaviors.<Object>setup(context -> {
            ActorRef<Object> child = Child.spawnOnce(context, child(), "child", ended -> "ended");
            return Behaviors.receive(Object.class)
                    .onMessageEquals("ended", () -> {
                        probe.ref().tell("the child has ended");
                        return Behaviors.same();
                    })
                    .onAnyMessage(m -> {
                        child.tell(m);
                        return Behaviors.same();
                    })
                    .build();
        }));
        parent.tell(new Throw(new AssertionError("a defect")));
        probe.expectMessage(LONG, "the child has ended");
        kit.stop(parent);
    }

    @Test
    void whatAnEarlierSelfHasWaitedForIsLetGo() {
        CompletableFuture<String> late = new CompletableFuture<>();
        ActorRef<Object> parent = kit.spawn(Behaviors.<Object>setup(context -> {
            Child.spawn(context, piping(late), "child");
            return Behaviors.receiveMessage(m -> {
                context.getChild("child").orElseThrow().unsafeUpcast().tell(m);
                return Behaviors.same();
            });
        }));
        parent.tell("wait");
        parent.tell(new Throw(new IllegalStateException("a defect")));
        parent.tell("wait");
        parent.tell("now");
        probe.expectMessage(LONG, "now");
        late.complete("news");
        probe.expectMessage(LONG, "news for self 2");
        parent.tell("over");
        probe.expectMessage(LONG, "over");
        kit.stop(parent);
    }

    private Behavior<Object> piping(CompletableFuture<String> late) {
        int[] selves = {0};
        return Behaviors.setup(context -> {
            Piping piping = new Piping(context);
            int self = ++selves[0];
            return Behaviors.receive(Object.class)
                    .onMessage(Throw.class, m -> {
                        throw sneaked(m.what());
                    })
                    .onMessageEquals("wait", () -> {
                        piping.pipe(late, (news, failure) -> probe.ref().tell(news + " for self " + self));
                        return Behaviors.same();
                    })
                    .onMessage(Piping.Arrived.class, m -> {
                        piping.arrived(m);
                        return Behaviors.same();
                    })
                    .onAnyMessage(m -> {
                        probe.ref().tell(m);
                        return Behaviors.same();
                    })
                    .build();
        });
    }
}
