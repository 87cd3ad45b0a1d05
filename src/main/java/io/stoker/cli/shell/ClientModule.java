package io.stoker.cli.shell;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.node.HostPort;
import io.stoker.task.Task;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variable {@code client} of the shell: the contents of IPython1's module of that name, in its spelling. */
@SuppressWarnings("MemberName")
public final class ClientModule {
    private final Connections connections;

    ClientModule(Connections connections) {
        this.connections = connections;
    }

    /** A task that executes {@code source}. */
    public Task Task(@Nullable CharSequence source) {
        if (source == null) {
            throw new IllegalArgumentException("a task's source must not be null");
        }
        return Task.of(source.toString());
    }

    /** A task with named options; {@code Task('c=a', push: [a: 6])} arrives so. */
    public Task Task(Map<?, ?> options, CharSequence source) {
        return NamedOptions.apply(Task(source), options);
    }

    /** IPython1's later name of a task. */
    public Task StringTask(CharSequence source) {
        return Task(source);
    }

    /** As {@link #StringTask(CharSequence)}, with named options. */
    public Task StringTask(Map<?, ?> options, CharSequence source) {
        return Task(options, source);
    }

    /**
     * Refused: a function is not a task by itself here.
     *
     * @throws IllegalArgumentException that says how to run a task for each element
     */
    public Task MapTask(Object... function) {
        throw new IllegalArgumentException("there is no MapTask: " + Missing.A_TASK_EACH);
    }

    /** The Task interface of the cluster that the shell was started for. */
    public TaskClient TaskClient() {
        return connections.usual().taskClient();
    }

    /** The Task interface of the controller at an address, as in {@code TaskClient(['localhost', 10113])}. */
    public TaskClient TaskClient(List<?> hostAndPort) {
        return to("TaskClient", hostAndPort).taskClient();
    }

    /** As {@link #TaskClient(List)}. */
    public TaskClient TaskClient(String host, int port) {
        return connections.to(new HostPort(host, port)).taskClient();
    }

    /** The MultiEngine interface of the cluster that the shell was started for. */
    public MultiEngineClient MultiEngineClient() {
        return connections.usual().multiEngineClient();
    }

    /** The MultiEngine interface of the controller at an address; both interfaces have the same. */
    public MultiEngineClient MultiEngineClient(List<?> hostAndPort) {
        return to("MultiEngineClient", hostAndPort).multiEngineClient();
    }

    /** As {@link #MultiEngineClient(List)}. */
    public MultiEngineClient MultiEngineClient(String host, int port) {
        return connections.to(new HostPort(host, port)).multiEngineClient();
    }

    private Stoker to(String method, List<?> hostAndPort) {
        if (hostAndPort.size() != 2 || !(hostAndPort.get(1) instanceof Integer port)) {
            throw new IllegalArgumentException(
                    hostAndPort + " is not [HOST, PORT], as in client." + method + "(['localhost', 10113])");
        }
        return connections.to(new HostPort(String.valueOf(hostAndPort.get(0)), port));
    }

    @Override
    public String toString() {
        return "client: Task(source, option: value…), TaskClient(), TaskClient([host, port]), MultiEngineClient(), "
                + "MultiEngineClient([host, port])";
    }
}
