package io.stoker.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.MarkerFilter;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.util.StatusPrinter2;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * How Stoker's own processes log: Logback, configured in Java and not in XML, whose parsers would take a twentieth of a
 * node's start. {@link LogTarget} names it to SLF4J. It is no service: other programs, whose Logback may be of any
 * version, never see it.
 */
public final class OwnLogging implements SLF4JServiceProvider {
    /** Of SLF4J, in the form in which it wants to hear of it. */
    private static final String API_VERSION = "2.0.99";

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

    private final LoggerContext context = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final LogbackMDCAdapter diagnostics = new LogbackMDCAdapter();

    @Override
    public void initialize() {
        context.setMDCAdapter(diagnostics);
        configure(context, System.getProperty(LogTarget.CONFIGURATION, LogTarget.OUTPUT), LogFormat.OWN);
        context.start();
        String format = System.getenv(LogFormat.VARIABLE);
        if (!LogFormat.isKnown(format)) {
            context.getLogger(OwnLogging.class)
                    .warn("{} is '{}', but must be text or json: this log is text", LogFormat.VARIABLE, format);
        }
        new StatusPrinter2().printInCaseOfErrorsOrWarnings(context); // as that a file cannot be written
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return diagnostics;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }

    /** @param target what {@link LogTarget} has chosen */
    static void configure(LoggerContext context, String target, LogFormat format) {
        if (target.startsWith(LogTarget.FILE)) {
            Path path = Path.of(target.substring(LogTarget.FILE.length()));
            LogFile.setAsideIfFull(path); // commands live shortly: none of them fills it
            FileAppender<ILoggingEvent> file = new FileAppender<>();
            file.setFile(path.toString());
            configure(context, file, format);
        } else {
            configure(context, new StandardOutputAppender<>(), format);
        }
    }

    static void configure(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, LogFormat format) {
        for (String marker : SILENT_MARKERS) {
            MarkerFilter filter = new MarkerFilter();
            filter.setContext(context);
            filter.setMarker(marker);
            filter.setOnMatch("DENY");
            filter.start();
            context.addTurboFilter(filter);
        }
        LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        appender.setContext(context);
        appender.setEncoder(format == LogFormat.JSON ? json(context) : text(context));
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        PlainLayout layout = new PlainLayout();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMarkers(false);
        encoder.setWithArguments(false);
        encoder.setWithKVPList(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }
}
