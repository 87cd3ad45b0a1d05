package consumer;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import java.util.Map;

/** A program that has nothing but Stoker on its class path, and forgets to close it. */
public class Plain {
    public static void main(String[] args) {
        Stoker stoker = Stoker.local(1, Map.of("stoker.client.connect-timeout", "60s"));
        TaskClient tc = stoker.taskClient();
        long id = tc.run(Task.of("c = a * b").push("a", 6).push("b", 7).pull("c"));
        Object c = tc.getTaskResult(id).get("c");
        if (!Integer.valueOf(42).equals(c)) {
            throw new AssertionError("6 * 7 is " + c);
        }
    }
}
