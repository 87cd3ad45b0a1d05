package io.stoker.cli.shell;

import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.ExecuteResult;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.ResultList;
import io.stoker.task.StokerException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the {@linkplain Magic magics} do, on the engines that are active. */
final class Magics {
    /** Stands for {@link Magic#PX} before what is sent because of {@link Magic#AUTOPX}. */
    static final String AUTO = "auto";

    private final Supplier<MultiEngineClient> usual;
    private final Consumer<String> say;
    private @Nullable EngineView active;
    private boolean auto;

    /**
     * Those of one shell.
     *
     * @param usual who is active as long as nobody else is
     * @param say shows lines
     */
    Magics(Supplier<MultiEngineClient> usual, Consumer<String> say) {
        this.usual = usual;
        this.say = say;
    }

    /** From now on magics go to these engines. */
    void activate(EngineView view) {
        active = view;
    }

    /** Whether all that is typed goes to the engines. */
    boolean isAuto() {
        return auto;
    }

    /**
     * Does what {@link MagicSource} has written down.
     *
     * @param word {@link #AUTO} or the word of a magic
     * @return the results of engines, which were shown; null if there are none
     */
    @Nullable
    ResultList run(String word, String text) {
        if (word.equals(AUTO)) {
            return execute(engines(), text);
        }
        Magic magic = Magic.of(word).orElseThrow(() -> Magic.unknown(word));
        return switch (magic) {
            case PX -> {
                EngineView engines = engines();
                say.accept("Parallel execution on engines: " + engines.targets());
                yield execute(engines, text);
            }
            case AUTOPX -> {
                auto = Boolean.parseBoolean(text);
                say.accept(auto ? "Auto Parallel Enabled\nType %autopx to disable" : "Auto Parallel Disabled");
                yield null;
            }
            case RESULT -> result(engines(), text);
        };
    }

    private ResultList result(EngineView engines, String number) {
        try {
            ResultList results = number.isEmpty() ? engines.getResult() : engines.getResult(Integer.parseInt(number));
            show(results);
            return results;
        } catch (CompositeException e) {
            show(of(e));
            throw e;
        }
    }

    /** What the engines have brought that have not failed. */
    private static List<ExecuteResult> of(CompositeException failed) {
        return failed.results().values().stream().map(ExecuteResult.class::cast).toList();
    }

    /** The active ones, the same for all that a magic does. */
    private EngineView engines() {
        EngineView view = active == null ? usual.get() : active;
        return view instanceof MultiEngineClient client ? client.all() : view;
    }

    private ResultList execute(EngineView engines, String source) {
        List<Integer> ids = engines.targets();
        LiveLines live = new LiveLines(say);
        try {
            ResultList results = engines.execute(source, live);
            live.end();
            show(withoutOutput(results));
            return results;
        } catch (CompositeException e) {
            live.end();
            show(withoutOutput(of(e)));
            throw e;
        } catch (StokerException e) {
            live.mute();
            throw Thread.currentThread().isInterrupted() ? new StoppedWaitingException(ids, e) : e;
        }
    }

    /** What was printed is on the screen already. */
    private static List<ExecuteResult> withoutOutput(List<ExecuteResult> results) {
        return results.stream()
                .map(result -> new ExecuteResult(
                        result.engineId(),
                        result.number(),
                        result.source(),
                        "",
                        "",
                        result.display(),
                        result.failure()))
                .toList();
    }

    private void show(List<ExecuteResult> results) {
        if (!results.isEmpty()) {
            say.accept(new ResultList(results).toString());
        }
    }
}
