package io.stoker.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.MarkerFilter;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * How Stoker's own processes log, for Logback, which finds it as a service. In Java and not in XML, whose parsers would
 * take a twentieth of a node's start. A program that uses the client has its own configuration.
 */
public final class OwnLogging extends ContextAwareBase implements Configurator {
    /**
     * The controller logs itself who cannot join, is silent or has left; Akka would log it every two seconds, and
     * counts a node that has left as unreachable until it is removed.
     */
    private static final List<String> SILENT_MARKERS = List.of("akkaJoinFailed", "akkaUnreachable");

    private static final Map<String, Level> LEVELS = Map.of(
            Logger.ROOT_LOGGER_NAME,
            Level.INFO,
            "akka",
            Level.WARN,
            // A client tries every spelling of the controller's name as a seed; each one that is wrong is refused.
            "akka.remote.artery.InboundHandshake$$anon$2",
            Level.ERROR,
            // The controller logs a dead peer; messages about each of its connections are not needed.
            "akka.stream.Materializer",
            Level.ERROR,
            "akka.remote.artery.Association",
            Level.ERROR,
            "akka.cluster.ClusterHeartbeat",
            Level.ERROR,
            // Stoker itself logs once a minute that it cannot find a controller.
            "akka.cluster.JoinSeedNodeProcess",
            Level.ERROR,
            // Stoker itself logs in one line from which folders SQLite's native library cannot be loaded.
            "org.sqlite.SQLiteJDBCLoader",
            Level.OFF);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        return configure(context, System.getProperty(LogTarget.CONFIGURATION));
    }

    /** @param chosen what the system property says; null for nothing */
    static ExecutionStatus configure(LoggerContext context, @Nullable String chosen) {
        if (chosen != null && chosen.equals(LogTarget.OUTPUT)) {
            configure(context, new StandardOutputAppender<>());
        } else if (chosen != null && chosen.startsWith(LogTarget.FILE)) {
            FileAppender<ILoggingEvent> file = new FileAppender<>();
            file.setFile(Path.of(chosen.substring(LogTarget.FILE.length())).toString());
            configure(context, file);
        } else {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void configure(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        for (String marker : SILENT_MARKERS) {
            MarkerFilter filter = new MarkerFilter();
            filter.setContext(context);
            filter.setMarker(marker);
            filter.setOnMatch("DENY");
            filter.start();
            context.addTurboFilter(filter);
        }
        LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        PlainLayout layout = new PlainLayout();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
}
