package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.typed.Cluster;
import io.stoker.LoneCluster;
import io.stoker.store.MemoryStore;
import io.stoker.task.Query;
import io.stoker.task.StoredTask;
import io.stoker.task.StoredTasks;
import io.stoker.task.Submitter;
import io.stoker.task.Task;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import io.stoker.wire.Once;
import io.stoker.wire.Question;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import io.stoker.wire.WireConfig;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client is told in its session with a controller's actor. */
class ClientHandlerTest {
    private static final TaskSpec SPEC = TestTasks.spec("");

    private final MemoryStore store = new MemoryStore();
    private ActorTestKit kit;
    private ActorRef<Object> controller;

    @BeforeEach
    void start() {
        kit = LoneCluster.start("controller", Map.of());
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        controller = kit.spawn(Controller.create(settings, store, ControllerListener.NONE));
        FakeClient.awaitServing(kit, controller);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        store.close();
    }

    @Test
    void whoSubmitsToHearOfTheEndsIsToldThemAndAgainIfTheSubmissionIsRepeatedInAnotherSession() {
        ToController.Submit submit = new ToController.Submit(0, 1, true, List.of(SPEC));
        FakeClient client = new FakeClient(kit, controller, 1, "one");
        client.send(submit);
        assertThat(client.receive(ToClient.Accepted.class).ids()).containsExactly(0);
        client.send(new ToController.Abort(0, 2, 0, false));
        assertThat(client.receive(ToClient.Results.class).tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.state()).isEqualTo(TaskState.ABORTED));
        client.stop();
        FakeClient again = new FakeClient(kit, controller, 1, "one", 2);
        again.send(submit);
        assertThat(again.receive(ToClient.Results.class).tasks()).hasSize(1);
    }

    @Test
    void tasksAreListedWithTheirLabelsAndWhoHasSubmittedThem() {
        FakeClient client = new FakeClient(kit, controller, 1, "one");
        TaskSpec labelled = TestTasks.spec(Task.of("a").label("k", "v").named("n"));
        client.send(new ToController.Submit(0, 1, false, List.of(SPEC, labelled)));
        client.receive(ToClient.Accepted.class);
        client.send(new Question.AskPage(1, Query.all().label("k", "v"), null, 10));
        assertThat(client.receive(ToClient.PageAnswer.class).page().tasks())
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.taskId()).isOne();
                    assertThat(task.name()).isEqualTo("n");
                    assertThat(task.submitter())
                            .isEqualTo(new Submitter(TestSecrets.instance("one"), "host", "user", null));
                });
    }

    @Test
    void aTaskIsToldAsListsShowItAndOneThatThereIsNotAsNone() {
        FakeClient client = new FakeClient(kit, controller, 1, "one");
        client.send(new ToController.Submit(
                0, 1, false, List.of(TestTasks.spec(Task.of("a").named("n")))));
        client.receive(ToClient.Accepted.class);
        client.send(new Question.AskSummary(1, 0));
        assertThat(client.receive(ToClient.SummaryAnswer.class).task())
                .satisfies(task -> assertThat(task.name()).isEqualTo("n"));
        client.send(new Question.AskSummary(2, 1));
        assertThat(client.receive(ToClient.SummaryAnswer.class).task()).isNull();
        client.send(new Question.AskController(3));
        assertThat(client.receive(ToClient.ControllerAnswer.class).tasks().total())
                .isOne();
    }

    @Test
    void whoKnowsTheKeyOfATaskIsToldItsIdIfHeMeansTheSame() {
        FakeClient client = new FakeClient(kit, controller, 1, "one");
        Once once = new Once(UUID.randomUUID(), 0, 1, 77);
        client.send(new Question.AskOnce(1, once));
        assertThat(client.receive(ToClient.OnceAnswer.class))
                .isEqualTo(new ToClient.OnceAnswer(1, ToClient.OnceAnswer.NONE, false));

        client.send(new ToController.Submit(0, 1, false, List.of(SPEC), once, -1));
        client.receive(ToClient.Accepted.class);
        client.send(new ToController.Submit(1, 2, false, List.of(TestTasks.spec(Task.of("other"))), once, -1));
        assertThat(client.receive(ToClient.Accepted.class).ids())
                .as("only the content that it names tells one from another")
                .containsExactly(0);
        client.send(new Question.AskOnce(2, once));
        assertThat(client.receive(ToClient.OnceAnswer.class)).isEqualTo(new ToClient.OnceAnswer(2, 0, false));
        client.send(new Question.AskOnce(3, new Once(once.id(), 0, 1, 78)));
        assertThat(client.receive(ToClient.OnceAnswer.class))
                .isEqualTo(new ToClient.OnceAnswer(3, ToClient.OnceAnswer.NONE, true));
    }

    private static TaskSpec retry(long task) {
        return TestTasks.spec(Task.of("a").retryOf(task));
    }

    @Test
    void twoClientsThatRetryATaskOfWhichTheySawNoRetryGetTheSameOne() {
        FakeClient one = new FakeClient(kit, controller, 1, "one");
        FakeClient two = new FakeClient(kit, controller, 1, "two");
        one.send(new ToController.Submit(0, 1, false, List.of(SPEC)));
        one.receive(ToClient.Accepted.class);
        one.send(new Question.AskTasks(1, new long[] {0}));
        long seen = one.receive(ToClient.TasksAnswer.class).tasks().retriesSeen();
        List<TaskSpec> retry = List.of(retry(0));

        one.send(new ToController.Submit(1, 2, false, retry, null, seen));
        assertThat(one.receive(ToClient.Accepted.class).ids()).containsExactly(1);
        two.send(new ToController.Submit(0, 1, false, retry, null, seen));
        assertThat(two.receive(ToClient.Accepted.class).ids()).containsExactly(1);
        two.send(new ToController.Submit(1, 2, false, retry));
        assertThat(two.receive(ToClient.Accepted.class).ids()).containsExactly(2);

        List<TaskSpec> three = List.of(retry(2), SPEC, retry(2));
        two.send(new ToController.Submit(2, 3, false, three, null, 3));
        assertThat(two.receive(ToClient.Accepted.class).ids())
                .as("of two programs behind one client")
                .containsExactly(3, 4, 3);
    }

    @Test
    void aTaskIsToldAsItWasSubmittedWhetherItHasEndedOrNotAndUntilItHasGone() {
        FakeClient client = new FakeClient(kit, controller, 1, "one");
        TaskSpec retry = TestTasks.spec(Task.of("a").retryOf(0));
        client.send(new ToController.Submit(0, 1, false, List.of(SPEC, retry, SPEC)));
        client.receive(ToClient.Accepted.class);
        client.send(new ToController.Abort(0, 4, 0, false));
        client.receive(ToClient.Aborting.class);
        client.send(new Question.AskTasks(1, new long[] {1, 0, 7}));
        assertThat(client.receive(ToClient.TasksAnswer.class).tasks())
                .isEqualTo(
                        new StoredTasks(List.of(new StoredTask(1, retry, false), new StoredTask(0, SPEC, true)), 3, 3));
        client.send(new ToController.Clear(0, 5, new long[0]));
        client.receive(ToClient.Cleared.class);
        client.send(new Question.AskTasks(2, new long[] {0}));
        assertThat(client.receive(ToClient.TasksAnswer.class).tasks()).isEqualTo(new StoredTasks(List.of(), 1, 3));
        client.send(new Question.AskTasks(3, new long[1_001]));
        assertThat(client.receive(ToClient.NoAnswer.class).reason())
                .contains("tasks is 1001, but must be at most 1000");
    }

    @Test
    void aPageThatBeginsNowhereAndOneOfTooManyTasksAreRefusedInWords() {
        FakeClient client = new FakeClient(kit, controller, 1, "one");
        client.send(new Question.AskPage(1, Query.all(), "nowhere", 10));
        assertThat(client.receive(ToClient.NoAnswer.class).reason())
                .contains("the tasks cannot be listed: no page of this query begins after 'nowhere'");
        client.send(new Question.AskPage(2, Query.all(), null, 1_001));
        assertThat(client.receive(ToClient.NoAnswer.class).reason()).contains("most is 1001, but must be at most 1000");
    }

    @Test
    void theSessionOfAClientWhoseNodeSaysThatItEndsIsOver() {
        FakeClient client = new FakeClient(kit, controller, 1, "one");
        client.send(new Question.AskStatus(1));
        client.receive(ToClient.StatusAnswer.class);
        TestProbe<ToMember> member = kit.createTestProbe(ToMember.class);
        long uid = Cluster.get(kit.system()).selfMember().uniqueAddress().longUid();
        controller.tell(
                new ToController.Leave(LoneCluster.address(kit), uid, Passes.of(kit, controller), member.ref()));
        member.expectMessageClass(ToMember.Left.class, LoneCluster.LONG);
        client.send(new Question.AskStatus(2));
        FakeClient another = new FakeClient(kit, controller, 1, "two");
        another.send(new Question.AskStatus(3));
        another.receive(ToClient.StatusAnswer.class);
        client.expectNothing();
    }

    @Test
    void whoSubmitsWithoutThatIsToldIdsOnly() {
        FakeClient client = new FakeClient(kit, controller, 1, "one");
        client.send(new ToController.Submit(0, 1, false, List.of(SPEC)));
        client.send(new ToController.Abort(0, 2, 0, false));
        client.receive(ToClient.Aborting.class);
        client.send(new Question.AskStatus(3));
        assertThat(client.receive()).isInstanceOf(ToClient.StatusAnswer.class);
    }
}
