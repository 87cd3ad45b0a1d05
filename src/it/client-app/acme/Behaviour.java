package acme;

import io.stoker.client.ElementFailedException;
import io.stoker.client.MapFailedException;
import io.stoker.client.Mapped;
import io.stoker.client.TaskClient;
import io.stoker.client.TaskHandle;
import io.stoker.task.Task;
import io.stoker.task.TaskContext;
import io.stoker.task.TaskFailedException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What functions can do at an engine, and what comes back of it. */
final class Behaviour {
    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    private final TaskClient tc;
    private final Checks checks;

    Behaviour(TaskClient tc, Checks checks) {
        this.tc = tc;
        this.checks = checks;
    }

    void check() {
        checks.equal("no engine has the program's classes", true, () -> tc.submit(Behaviour::isSent).join());
        exceptions();
        contexts();
        maps();
    }

    private static boolean isSent() {
        try {
            Class.forName(Behaviour.class.getName(), false, ClassLoader.getSystemClassLoader());
            return false;
        } catch (ClassNotFoundException e) {
            return true;
        }
    }

    private void exceptions() {
        TaskHandle<Account> poor = tc.submit(() -> new Account("Gil", 3).pay(10));
        checks.equal("an exception comes as itself", -7L, () -> thrown(poor, OverdrawnException.class).cents());
        checks.equal("an exception has the engine's frames", "<init>", () -> thrown(poor, OverdrawnException.class)
                .getStackTrace()[0]
                .getMethodName());
        checks.equal("the failure names the exception", "acme.OverdrawnException: Gil has -7", () -> poor.result()
                .failure()
                .summary());
    }

    private static <E extends Throwable> E thrown(TaskHandle<?> handle, Class<E> type) {
        try {
            throw new AssertionError("it returned " + handle.join());
        } catch (CompletionException e) {
            TaskFailedException failed = (TaskFailedException) e.getCause();
            return type.cast(failed.getCause());
        }
    }

    private void contexts() {
        TaskHandle<Integer> third = tc.submit(Behaviour::thirdAttempt, task -> task.retries(2));
        checks.equal("retries run a function again", 3, third::join);
        checks.equal("each attempt is known", 3, () -> third.result().attempts().size());
        TaskHandle<Void> printing = tc.submit(() -> {
            System.out.println("printed by " + Texts.marked("task"));
            System.err.println("complained");
        });
        checks.equal("a function that returns nothing", null, printing::join);
        checks.equal("printing", "printed by <Texts>task", () -> printing.result().stdout().strip());
        checks.equal("printing of errors", "complained", () -> printing.result().stderr().strip());
        TaskHandle<Long> itself = tc.submit(() -> TaskContext.current().taskId());
        checks.equal("a function knows its task", true, () -> itself.join() == itself.id());
        Task beside = Task.call(Behaviour::usesNames).push("a", 6).pull("b").isolated();
        checks.equal("a function meets the names of sources", 42, () -> tc.runAndGet(beside).get("b"));
    }

    private static int thirdAttempt() {
        int attempt = TaskContext.current().attempt();
        if (attempt < 3) {
            throw new OverdrawnException("attempt", attempt);
        }
        return attempt;
    }

    private static Object usesNames() {
        var names = TaskContext.current().namespace();
        names.put("b", (Integer) names.get("a") * 7);
        return null;
    }

    private void maps() {
        List<Account> accounts = HUNDRED.stream().map(i -> new Account("m" + i, i)).toList();
        List<Account> paid = accounts.stream().map(account -> account.pay(0)).toList();
        checks.equal("a map", paid, () -> tc.map(account -> account.pay(0), accounts));
        checks.equal("a map of two lists", 2 * 4950, () -> tc.mapper().map(Integer::sum, HUNDRED, HUNDRED).stream()
                .mapToInt(n -> n)
                .sum());
        checks.equal("a map over an endless stream", 49L, () -> {
            try (Stream<Long> squares = tc.mapper().chunk(3).stream(n -> n * n, Stream.iterate(0L, n -> n + 1)::iterator)) {
                return squares.skip(7).findFirst().orElseThrow();
            }
        });
        checks.equal("a map as it completes", 100L, () -> {
            try (Stream<Mapped<Integer>> all = tc.mapper().asCompleted(n -> -n, HUNDRED)) {
                return all.filter(one -> one.get() == -one.index()).count();
            }
        });
        checks.equal("the first failure ends a map", 1L, () -> {
            try {
                return tc.map(account -> account.pay(account.cents() == 1 ? 2 : 0), accounts);
            } catch (ElementFailedException e) {
                return e.getCause() instanceof OverdrawnException ? e.index() : e.getCause();
            }
        });
        checks.equal("a map collects failures", List.of(0L, 1L), () -> {
            try {
                return tc.mapper().collectFailures().map(account -> account.pay(2), accounts);
            } catch (MapFailedException e) {
                return e.failures().stream().map(ElementFailedException::index).toList();
            }
        });
    }
}
