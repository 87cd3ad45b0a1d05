package io.stoker.cli.demo;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.cli.trial.Screen;
import io.stoker.client.Stoker;
import io.stoker.node.ConnectionInfo;
import io.stoker.task.Task;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi.Style;

/** Java lines and what they bring, in the look of the session that the Task interface was introduced with. */
final class Session {
    private final Screen screen;
    private int lines;

    Session(Screen screen) {
        this.screen = screen;
    }

    /** Connects; the two lines by which a user's program begins. */
    Stoker open(OwnCluster cluster, ConnectionInfo connection) {
        in("import io.stoker.client.*;  import io.stoker.task.*;");
        in("TaskClient tc = Stoker.connect(\"localhost\", " + connection.port() + ").taskClient();");
        return cluster.connect(connection);
    }

    /** A line that makes a task. */
    Task task(String source, Task task) {
        in(source);
        return task;
    }

    /** A line that brings something. */
    <T> T line(String source, Supplier<T> call) {
        in(source);
        T value = call.get();
        out(String.valueOf(value));
        return value;
    }

    private void in(String source) {
        lines++;
        screen.say(screen.styled("In [" + lines + "]: ", Style.fg_green) + source);
    }

    private void out(String value) {
        String prompt = screen.styled("Out[" + lines + "]: ", Style.fg_red);
        boolean tall = value.strip().contains("\n");
        screen.say(prompt + (tall ? System.lineSeparator() : "") + value.stripTrailing());
        screen.say("");
    }
}
