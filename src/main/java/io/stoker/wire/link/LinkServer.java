package io.stoker.wire.link;

import com.typesafe.config.Config;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.stoker.trust.Identity;
import io.stoker.wire.Hosts;
import io.stoker.wire.NodeTls;
import io.stoker.wire.Secret;
import io.stoker.wire.TrustMode;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a controller listens for the connections of the other nodes. */
final class LinkServer implements Guests {
    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);
    private static final long RETRY_SECONDS = 1;
    private static final int BACKLOG = 256;
    /**
     * After so many connections there is a pause: however many strangers come, the thread has time for its sessions.
     */
    private static final int AT_ONCE = 64;

    private static final long PAUSE_MILLIS = 100;

    private final SocketLinks links;
    private final Loop loop;
    private final NodeTls tls;
    private final LinkSettings settings;
    private final String host;
    private final Map<Secret, Guest> guests = new ConcurrentHashMap<>();
    /**
     * The connections whose other ends have not said who they are, the oldest first; the loop's, as is {@link #open}.
     */
    private final Set<Channel> strangers = new LinkedHashSet<>();

    private int open;
    private int accepted;
    private volatile int port;
    private volatile boolean hasFailed;

    /**
     * A node that may connect.
     *
     * @param identity null where nobody has certificates
     * @param connected its connections
     */
    record Guest(String address, @Nullable Identity identity, Set<Channel> connected) {}

    LinkServer(SocketLinks links, Loop loop, NodeTls tls, LinkSettings settings, Config config) {
        this.links = links;
        this.loop = loop;
        this.tls = tls;
        this.settings = settings;
        this.host = Hosts.withoutBrackets(config.getString("akka.remote.artery.bind.hostname"));
    }

    /** Begins to listen; tries again until it can. Akka carries the frames meanwhile. */
    void listen() {
        var unused = new ServerBootstrap()
                .group(loop.group())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOCATOR, loop.memory())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(host, settings.port())
                .addListener(bound -> listening((ChannelFuture) bound));
    }

    /** How much waits for the system to take it, at least and at most. */
    static WriteBufferWaterMark waterMark() {
        return new WriteBufferWaterMark(256 << 10, 1 << 20);
    }

    private void listening(ChannelFuture bound) {
        if (bound.isSuccess()) {
            port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
            LOG.debug("listening for connections for frames at {}:{}", host, port);
        } else if (!loop.group().isShuttingDown()) {
            if (!hasFailed) {
                LOG.warn(
                        "cannot listen for connections for frames at {}:{} (stoker.channel.port), and tries it each second: {}; frames go by way of Akka meanwhile",
                        Hosts.bracketed(host),
                        settings.port(),
                        bound.cause().toString());
            }
            hasFailed = true;
            var unused = loop.thread().schedule(this::listen, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void accept(Channel channel) {
        accepted++;
        if (accepted % AT_ONCE == 0) {
            ChannelConfig listening = channel.parent().config();
            listening.setAutoRead(false);
            var unused = loop.thread().schedule(() -> listening.setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (open >= settings.maxConnections() && !makeRoom()) {
            String reason = "nodes of this cluster have " + settings.maxConnections()
                    + ", and there may be no more (stoker.channel.max-connections)";
            links.refused().add(Visitor.host(channel), null, reason);
            Blocks.close(channel);
            return;
        }
        open++;
        strangers.add(channel);
        Blocks.onClose(channel, () -> {
            open--;
            strangers.remove(channel);
        });
        if (!(tls.mode() instanceof TrustMode.Off)) {
            String host = Visitor.host(channel);
            SslHandler encryption = new SslHandler(
                    tls.accepting(failure -> links.refused().handshake(host, failure)), links.handshakes());
            encryption.setHandshakeTimeout(Visitor.PATIENCE_SECONDS, TimeUnit.SECONDS);
            channel.pipeline().addLast(encryption);
        }
        new Visitor(links, tls, guests::get, strangers::remove).begin(channel);
    }

    /**
     * The stranger that has been here for longest gives way: whoever has a right to be here says so at once, and nobody
     * else is to keep such a one out.
     */
    private boolean makeRoom() {
        if (strangers.isEmpty()) {
            return false;
        }
        Channel oldest = strangers.iterator().next();
        strangers.remove(oldest);
        String reason = "it has not said who it is, and one more was wanted than there may be, which is "
                + settings.maxConnections() + " (stoker.channel.max-connections)";
        links.refused().add(Visitor.host(oldest), null, reason);
        Blocks.closeAtOnce(oldest);
        return true;
    }

    @Override
    public int port() {
        int bound = port;
        return bound == 0 || settings.advertisedPort() == 0 ? bound : settings.advertisedPort();
    }

    @Override
    public void admit(String address, Secret pass, @Nullable Identity identity) {
        guests.compute(
                pass,
                (key, before) -> new Guest(
                        address, identity, before == null ? ConcurrentHashMap.newKeySet() : before.connected()));
    }

    @Override
    public void dismiss(Secret pass) {
        Guest gone = guests.remove(pass);
        if (gone != null) {
            gone.connected().forEach(Blocks::close);
        }
    }
}
