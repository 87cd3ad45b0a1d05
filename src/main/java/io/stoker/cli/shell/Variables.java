package io.stoker.cli.shell;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.MultiEngineClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names a line can use. {@code stoker}, {@code tc} and {@code mec} are there from the beginning, but connect only
 * when somebody asks for them; {@code In}, {@code Out} and {@code _} are what was typed and came out.
 */
final class Variables extends TypedVariables {
    /** What connects when it is used, and the type it has then. */
    private static final Map<String, Class<?>> READY =
            Map.of("stoker", Stoker.class, "tc", TaskClient.class, "mec", MultiEngineClient.class);

    private final Connections connections;
    private final List<String> in = new ArrayList<>(List.of(""));
    private final Map<Integer, Object> out = new LinkedHashMap<>();
    private final Magics magics;
    private @Nullable MultiEngineClient mec;

    /** @param say shows a line of what magics bring */
    Variables(Connections connections, Consumer<String> say) {
        this.connections = connections;
        this.magics = new Magics(this::mec, say);
        SnakeCaseMetaClass.onActivate(magics::activate);
        setVariable("client", new ClientModule(connections));
        setVariable("In", in);
        setVariable("Out", out);
    }

    @Override
    public @Nullable Object getVariable(String name) {
        if (super.hasVariable(name) || !READY.containsKey(name)) {
            return super.getVariable(name);
        }
        return switch (name) {
            case "mec" -> mec();
            case "tc" -> connections.usual().taskClient();
            default -> connections.usual();
        };
    }

    /** The same for all lines, as calls of one client are done in order. */
    private synchronized MultiEngineClient mec() {
        if (mec == null) {
            mec = connections.usual().multiEngineClient();
        }
        return mec;
    }

    /** The magics of these lines. */
    Magics magics() {
        return magics;
    }

    @Override
    public boolean hasVariable(String name) {
        return super.hasVariable(name) || READY.containsKey(name);
    }

    /** The number that the next line has: 1, 2… */
    int next() {
        return in.size();
    }

    /** A line was typed. */
    void typed(String source) {
        in.add(source);
    }

    /** The last line has brought a value. */
    void brought(Object value) {
        out.put(next() - 1, value);
        setVariable("_", value);
    }

    /** All names, in order. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(READY.keySet());
        for (Object name : getVariables().keySet()) {
            names.add(String.valueOf(name));
        }
        return names;
    }

    /** The type of what a name stands for, without connecting to find out; null if there is nothing of that name. */
    @Nullable
    Class<?> type(String name) {
        if (!super.hasVariable(name)) {
            return READY.get(name);
        }
        Object value = super.getVariable(name);
        return value == null ? null : value.getClass();
    }
}
