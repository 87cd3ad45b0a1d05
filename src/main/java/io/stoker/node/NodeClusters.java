package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.client.Clusters;
import io.stoker.kernel.Kernel;
import io.stoker.kernel.Kernels;
import io.stoker.task.Failure;
import io.stoker.task.SourceLimits;
import io.stoker.wire.TrustMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds a cluster by the connection file of its profile, and starts one in this JVM. */
public final class NodeClusters implements Clusters {
    /** Of all engines of this version. */
    private static final String LANGUAGE = "groovy";

    @Override
    public List<HostAndPort> find(Config config) {
        return ClientKeys.of(config).controllers();
    }

    @Override
    public TrustMode trust(List<HostAndPort> controllers, Config config) {
        return ClientKeys.of(config).trust(controllers);
    }

    @Override
    public Optional<Failure> check(String name, String source) {
        CompletableFuture<Optional<Failure>> checked = new CompletableFuture<>();
        // The caller's thread may have less of a stack than the engine that is to compile it.
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        checked.complete(Kernels.check(LANGUAGE, new Kernel.Cell(0, name, source)));
                    } catch (Throwable e) {
                        checked.completeExceptionally(e);
                    }
                },
                "stoker-check",
                SourceLimits.STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return checked.join();
    }

    @Override
    public Local start(int engines, Config config) {
        return LocalCluster.start(engines, config);
    }
}
