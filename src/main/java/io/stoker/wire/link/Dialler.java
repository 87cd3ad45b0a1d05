package io.stoker.wire.link;

import akka.actor.Address;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.stoker.wire.Hosts;
import io.stoker.wire.NodeTls;
import io.stoker.wire.Secret;
import io.stoker.wire.TrustMode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one connection of a node to the controller that serves, as far as that can be had. */
final class Dialler {
    private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final long LEAST_WAIT_MILLIS = 1_000;
    private static final long MOST_WAIT_MILLIS = 30_000;
    /** A connection that has lasted so long is no reason to wait longer for the next one. */
    private static final long LASTING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SocketLinks links;
    private final Kind kind;
    private final Loop loop;
    private final NodeTls tls;
    /** All below are the loop's, which alone changes them. */
    private @Nullable Target target;

    private volatile boolean isWanted;
    private @Nullable Channel channel;
    private long wait = LEAST_WAIT_MILLIS;
    private boolean hasSaid;
    /** When the last connection was lost; null if there was none. */
    private @Nullable Long lostAt;

    private record Target(Address controller, int port, Secret pass) {
        String host() {
            return Hosts.withoutBrackets(controller.getHost().orElse(""));
        }

        @Override
        public String toString() {
            return controller.getHost().orElse("") + ":" + port;
        }
    }

    Dialler(SocketLinks links, Kind kind, Loop loop, NodeTls tls) {
        this.links = links;
        this.kind = kind;
        this.loop = loop;
        this.tls = tls;
        this.isWanted = kind == Kind.MESSAGES;
    }

    private void run(Runnable what) {
        try {
            loop.thread().execute(what);
        } catch (RejectedExecutionException e) {
            LOG.debug("the ActorSystem ends");
        }
    }

    /** The controller is there, and nowhere else; port 0 if it does not listen. */
    void target(Address controller, int port, Secret pass) {
        Target next = new Target(controller, port, pass);
        run(() -> {
            if (next.equals(target)) {
                return;
            }
            target = next;
            wait = LEAST_WAIT_MILLIS;
            hasSaid = false;
            if (channel != null) {
                Blocks.close(channel); // and what is done then finds the new one
                channel = null;
            }
            dial();
        });
    }

    /** Somebody has a use for a connection to this node, which may be another one than the controller. */
    void want(Address node) {
        if (isWanted) {
            return;
        }
        run(() -> {
            if (!isWanted && target != null && target.controller().equals(node)) {
                isWanted = true;
                dial();
            }
        });
    }

    private void dial() {
        Target to = target;
        if (to == null
                || to.port() == 0
                || !isWanted
                || channel != null
                || loop.group().isShuttingDown()) {
            return;
        }
        ChannelFuture connecting = connection(to).connect(to.host(), to.port());
        Channel fresh = connecting.channel();
        channel = fresh;
        var unused = connecting.addListener(done -> {
            if (!done.isSuccess()) {
                ended(fresh, null, Greeting.reason(done.cause()));
            }
        });
    }

    /**
     * Makes a connection as far as that can be done before it is known where to, and lets it go: for the first one of a
     * JVM more than a hundred classes are loaded and set up, and the thread of the connections should not wait for that
     * when there is something to send.
     *
     * @return completes when it has been let go
     */
    CompletableFuture<Void> rehearse() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        ChannelFuture made =
                connection(new Target(links.self(), 0, Secret.random())).register();
        Blocks.onClose(made.channel(), () -> over.complete(null));
        var unused = made.addListener(done -> {
            if (!done.isSuccess()) {
                over.completeExceptionally(done.cause());
            }
            loop.memory().buffer().release();
            Blocks.close(made.channel());
        });
        return over;
    }

    private Bootstrap connection(Target to) {
        return new Bootstrap()
                .group(loop.group())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, loop.memory())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, LinkServer.waterMark())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        prepare(fresh, to);
                    }
                });
    }

    private void prepare(Channel fresh, Target to) {
        Greeting greeting = new Greeting(
                links, to.controller(), new Hello(kind, links.self().toString(), to.pass()), this);
        if (!(tls.mode() instanceof TrustMode.Off)) {
            SslHandler encryption =
                    new SslHandler(tls.diallingController(to.host(), to.port(), greeting::failed), links.handshakes());
            encryption.setHandshakeTimeout(Visitor.PATIENCE_SECONDS, TimeUnit.SECONDS);
            fresh.pipeline().addLast(encryption);
        }
        greeting.begin(fresh);
    }

    /** The controller has welcomed it. */
    void welcomed() {
        if (hasSaid) {
            LOG.info("the connection for {} to {} is there", kind.words(), target);
        }
        hasSaid = false;
    }

    /**
     * A connection has ended, or has not come about.
     *
     * @param connection null if it has not
     * @param reason for people
     */
    void ended(Channel ended, @Nullable Connection connection, String reason) {
        if (channel != ended) {
            return; // there is another target
        }
        channel = null;
        if (loop.group().isShuttingDown()) {
            return;
        }
        long tick = System.nanoTime();
        if (connection != null) {
            wait = tick - connection.since() >= LASTING_NANOS ? LEAST_WAIT_MILLIS : wait;
            lostAt = tick;
        }
        say(connection, reason);
        var unused = loop.thread().schedule(this::dial, wait, TimeUnit.MILLISECONDS);
        wait = Math.min(2 * wait, MOST_WAIT_MILLIS);
    }

    /**
     * Once, until there is a connection again; but not that one is lost, nor that there is none soon afterwards: the
     * controller may have been started again, and has not told yet where it listens now.
     */
    private void say(@Nullable Connection connection, String reason) {
        boolean isSoon = lostAt != null && System.nanoTime() - lostAt < LASTING_NANOS;
        if (isSoon && (connection == null || !connection.isGivenUp())) {
            LOG.debug("there is no connection for {} to {}: {}", kind.words(), target, reason);
        } else if (!hasSaid) {
            hasSaid = true;
            LOG.warn(
                    "{} a connection for {} to the controller at {}: {}; they go by way of Akka, which is slower, until that can be had",
                    connection == null ? "cannot open" : "has given up",
                    kind.words(),
                    target,
                    reason);
        }
    }

    /** Nothing is dialled any more. */
    void close() {
        run(() -> target = null);
    }
}
