package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import io.stoker.LoneCluster;
import io.stoker.ledger.Command;
import io.stoker.store.MemoryStore;
import io.stoker.task.Task;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.wire.Alarm;
import io.stoker.wire.Piping;
import io.stoker.wire.Proofs;
import io.stoker.wire.Question;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import io.stoker.wire.WireConfig;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import io.stoker.wire.link.Guests;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done for a client whose session may be over by now. */
class GoneClientTest {
    private static final TaskSpec SPEC = TestTasks.spec(Task.of("a"));
    private static final Question.AskTask QUESTION = new Question.AskTask(7, 0);

    private final ReadStore store = new ReadStore(new MemoryStore());
    private final CommitPipeline pipeline = new CommitPipeline(
            ControllerSettings.from(WireConfig.load(Map.of())),
            store,
            store.open("test").toCompletableFuture().join());
    private final ProvenNodes proven = new ProvenNodes(Proofs.NONE, () -> "", Guests.NONE);
    private ProvenNode node;
    private ActorTestKit kit;
    private ActorRef<Object> controller;
    private TestProbe<Frame<ToClient>> probe;

    /** What the controller's actor deals with. */
    private record Parts(ClientHandler handler, Channels channels, Piping piping) {}

    /** To be done by the controller's actor. */
    private record Step<T>(Function<Parts, T> what, CompletableFuture<T> done) {
        void run(Parts parts) {
            done.complete(what.apply(parts));
        }
    }

    @BeforeEach
    void start() throws Exception {
        kit = LoneCluster.start("controller", Map.of());
        probe = kit.createTestProbe();
        node = proven.claim(
                Passes.heartbeat(
                        kit,
                        TestSecrets.claim(),
                        List.of(),
                        kit.<ToMember>createTestProbe().ref()),
                LoneCluster.address(kit),
                (address, uid) -> true);
        controller = kit.spawn(controller());
        pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, 1, List.of(SPEC)));
        pipeline.decide(new Command.Abort("s", 0, 2, 0));
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        store.close();
    }

    private Behavior<Object> controller() {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Channels channels = new Channels(new Alarm(context.getSelf(), timers), context.getLog(), Links.AKKA);
            Piping piping = new Piping(context);
            Members members = new Members(Cluster.get(context.getSystem()));
            Roster roster = new Roster(Map.of(), 1);
            Admission admission = new Admission(proven, members, Audit.NONE, context.getLog());
            ClientHandler handler = new ClientHandler(
                    context, channels, members, admission, Audit.NONE, piping, store, pipeline, roster, gone -> {});
            Parts parts = new Parts(handler, channels, piping);
            return Behaviors.receive(Object.class)
                    .onMessage(Step.class, step -> {
                        step.run(parts);
                        settle(parts, roster);
                        return Behaviors.same();
                    })
                    .onMessage(Piping.Arrived.class, arrived -> {
                        piping.arrived(arrived);
                        settle(parts, roster);
                        return Behaviors.same();
                    })
                    .build();
        }));
    }

    private void settle(Parts parts, Roster roster) {
        for (var commit = pipeline.commit(); commit != null; commit = pipeline.commit()) {
            commit.toCompletableFuture().join();
            pipeline.release(roster, parts.handler().watchers());
        }
        parts.channels().flush();
    }

    private <T> T get(Function<Parts, T> what) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        controller.tell(new Step<>(what, done));
        return done.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** The client in its session of this number. */
    private Client client(long number) throws Exception {
        UUID session = UUID.randomUUID();
        return get(parts -> {
            parts.handler()
                    .open(new ToController.Open(
                            session,
                            number,
                            pipeline.epoch(),
                            TestSecrets.instance("client"),
                            TestSecrets.key("client"),
                            node.pass(),
                            "host",
                            "user",
                            probe.ref()));
            return (Client) parts.channels().find(session);
        });
    }

    private void askAgain(Client client, int reads) throws Exception {
        get(parts -> {
            parts.handler().askAgain(new ClientHandler.AskAgain(client, QUESTION, reads));
            return true;
        });
    }

    @Test
    void aResultThatCannotBeReadForSecondsIsSaidToBeSo() throws Exception {
        Client client = client(1);
        store.failures.set(Integer.MAX_VALUE);
        askAgain(client, ClientHandler.MOST_READS - 1);
        ToClient answer = probe.receiveMessage(LONG).items().get(0);
        assertThat(answer).isInstanceOfSatisfying(ToClient.NoAnswer.class, none -> {
            assertThat(none.request()).isEqualTo(QUESTION.request());
            assertThat(none.reason()).contains("the result of task 0 cannot be read", "the disk is gone");
        });
    }

    @Test
    void nothingIsReadForAQuestionOfASessionThatIsOver() throws Exception {
        Client before = client(1);
        Client after = client(2);
        askAgain(before, 1);
        askAgain(after, 1);
        ToClient answer = probe.receiveMessage(LONG).items().get(0);
        assertThat(answer).isInstanceOf(ToClient.TaskAnswer.class);
        assertThat(store.reads).as("for the session that goes on").hasValue(1);
    }

    @Test
    void nobodyWatchesForASessionThatEndedWhileItsValuesWereLookedFor() throws Exception {
        Client before = client(1);
        client(2);
        int watched = get(parts -> {
            parts.handler().submit(before, new ToController.Submit(0, 3, true, List.of(SPEC)), Set.of());
            return parts.handler().watchers().tasks();
        });
        assertThat(watched).isZero();
        assertThat(pipeline.ledger().find(1)).as("accepted all the same").isNotNull();
    }
}
