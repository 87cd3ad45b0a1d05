package io.stoker.wire.link;

import akka.actor.ExtendedActorSystem;
import akka.dispatch.Dispatcher;
import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.MessageDispatcher;
import akka.dispatch.MessageDispatcherConfigurator;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import scala.concurrent.duration.Duration;

/**
 * Runs the actors of an ActorSystem on the thread of its connections: a frame that comes is handled, and what is sent
 * then is written, without waking another thread. None of these actors may block.
 */
final class LoopDispatcher extends MessageDispatcherConfigurator {
    /** Of the dispatcher. */
    static final String ID = "stoker-link";

    /** An actor deals with so many messages before it is another one's turn. */
    private static final int THROUGHPUT = 32;

    private final Dispatcher dispatcher;

    private LoopDispatcher(
            Config config, DispatcherPrerequisites prerequisites, Supplier<? extends ExecutorService> loop) {
        super(config, prerequisites);
        dispatcher =
                new Dispatcher(
                        this,
                        ID,
                        THROUGHPUT,
                        Duration.Zero(),
                        (id, threads) -> loop::get,
                        Duration.create(1, TimeUnit.SECONDS)) {
                    @Override
                    public void shutdown() {
                        // Called when there is no actor for a while; the loop ends with the system.
                    }
                };
    }

    /** Lets a system have the dispatcher. */
    static void register(ExtendedActorSystem system, Supplier<? extends ExecutorService> loop) {
        DispatcherPrerequisites prerequisites = system.dispatchers().prerequisites();
        Config config =
                system.dispatchers().defaultDispatcherConfig().withValue("id", ConfigValueFactory.fromAnyRef(ID));
        system.dispatchers().registerConfigurator(ID, new LoopDispatcher(config, prerequisites, loop));
    }

    @Override
    public MessageDispatcher dispatcher() {
        return dispatcher;
    }
}
