package acme;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import java.nio.file.Path;
import java.util.Map;

/** {@code acme.Main check}, {@code acme.Main await FOLDER} and {@code acme.Main leave FOLDER}, on the default cluster. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        boolean right = true;
        try (Stoker stoker = Stoker.connect(Map.of("stoker.client.connect-timeout", "5m"))) {
            TaskClient tc = stoker.taskClient();
            switch (args[0]) {
                case "check" -> right = check(tc);
                case "await" -> Patience.await(tc, Path.of(args[1]));
                case "leave" -> Patience.leave(tc, Path.of(args[1]));
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
        System.exit(right ? 0 : 1);
    }

    private static boolean check(TaskClient tc) {
        Checks checks = new Checks();
        Forms.all().forEach((form, function) -> {
            try {
                checks.equal(form, function.call(), () -> tc.submit(function).join());
            } catch (Exception e) {
                throw new IllegalStateException("it fails here: " + form, e);
            }
        });
        new Behaviour(tc, checks).check();
        return checks.end();
    }
}
