package io.stoker.client;

import io.stoker.client.multi.Connection;
import io.stoker.client.multi.OutboundFunction;
import io.stoker.client.multi.OutboundFunction.Bundles;
import io.stoker.code.CodeBundle;
import io.stoker.task.Durations;
import io.stoker.task.EngineInfo;
import io.stoker.task.Failure;
import io.stoker.task.InlineLimit;
import io.stoker.task.LiveFunction;
import io.stoker.wire.Membership;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What direct calls need of a connection. */
record DirectConnection(
        Stoker stoker, Membership node, ClientSession clientSession, Waits waits, ClientSettings settings)
        implements Connection {

    @Override
    public InlineLimit limit() {
        return settings.limit();
    }

    @Override
    public List<EngineInfo> engines() {
        return stoker.engines();
    }

    @Override
    public ToClient.EngineAnswer engine(int id) {
        return (ToClient.EngineAnswer) ask(request -> new Question.AskEngine(request, "", id));
    }

    @Override
    public void endController() {
        ask(Question.End::new);
    }

    private ToClient ask(PendingRequests.RequestFactory factory) {
        return new Asking(clientSession, waits).ask(factory, settings.requestTimeout());
    }

    @Override
    public Optional<Failure> check(String name, String source) {
        return Stoker.clusters().check(name, source);
    }

    @Override
    public OutboundFunction write(LiveFunction function) {
        Functions functions = clientSession.functions();
        Functions.Written written = functions.write(function, settings.limit());
        List<CodeBundle> bundles = written.bundles();
        Bundles classes = new Bundles() {
            @Override
            public List<CompletableFuture<Void>> bring() {
                return functions.bring(functions.toBring(bundles), () -> waits.patience(settings.requestTimeout()));
            }

            @Override
            public void lost() {
                functions.lost(bundles);
            }
        };
        return OutboundFunction.of(written.body(), settings.limit(), classes, new JavaDecoder(function.loader()));
    }

    @Override
    public <T> T await(CompletableFuture<T> future, @Nullable Duration timeout, String what) {
        return timeout == null
                ? waits.get(future)
                : waits.get(
                        future,
                        timeout,
                        () -> what + " has not ended within " + Durations.text(timeout) + "; it continues");
    }

    @Override
    public <T> CompletableFuture<T> forUser(CompletableFuture<T> future) {
        return waits.forUser(future);
    }

    @Override
    public void run(Runnable task) {
        waits.run(task);
    }
}
