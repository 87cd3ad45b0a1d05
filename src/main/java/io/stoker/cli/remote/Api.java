package io.stoker.cli.remote;

import io.stoker.cli.remote.CallException.Kind;
import io.stoker.node.HttpTarget;
import io.stoker.node.NoClusterException;
import io.stoker.task.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** The HTTP interface of one cluster, as these commands use it. Not for several threads at a time. */
public final class Api {
    /** How long a cluster may be away that was there before: a controller that was restarted takes a few seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int BETWEEN_TRIES_MILLIS = 500;
    private static final int LONGEST_ANSWER = 64 << 20;
    private static final int LONGEST_PROBLEM = 1 << 20;

    private final Supplier<HttpTarget> targets;
    private final Pauses pauses;
    private @Nullable HttpTarget target;

    /**
     * @param targets asked at the first request, and again whenever one has failed: a new controller may be elsewhere
     */
    public Api(Supplier<HttpTarget> targets) {
        this(targets, Pauses.REAL);
    }

    Api(Supplier<HttpTarget> targets, Pauses pauses) {
        this.targets = targets;
        this.pauses = pauses;
    }

    HttpTarget target() {
        HttpTarget known = target;
        if (known == null) {
            known = targets.get();
            target = known;
        }
        return known;
    }

    Pauses pauses() {
        return pauses;
    }

    /**
     * Sends it.
     *
     * @throws CallException if it is not answered, or the answer is an error
     * @throws io.stoker.task.StokerException if there is no cluster to send it to
     */
    Answer send(Request request) {
        HttpURLConnection call = open(request);
        try (InputStream in = call.getInputStream()) {
            byte[] body = in.readNBytes(LONGEST_ANSWER + 1);
            if (body.length > LONGEST_ANSWER) {
                throw new CallException(
                        ExitCodes.FAILED,
                        Kind.REFUSED,
                        "the answer has more than " + LONGEST_ANSWER + " bytes: use the Java client");
            }
            return new Answer(call.getResponseCode(), body);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /**
     * Sends it until it is answered, for as long as a controller may be away. It must be good to send twice.
     *
     * @throws CallException as {@link #send} does
     */
    Answer persist(Request request) {
        long start = pauses.millis();
        while (true) {
            try {
                return send(request);
            } catch (CallException e) {
                if (!e.mayPass() || pauses.millis() - start > PATIENCE.toMillis()) {
                    throw e;
                }
            } catch (NoClusterException e) {
                if (pauses.millis() - start > PATIENCE.toMillis()) {
                    throw e;
                }
            }
            pauses.pause(BETWEEN_TRIES_MILLIS);
        }
    }

    /**
     * Sends it, and reads no more than the beginning of the answer, which is no error. Where the token was renewed
     * after it was read, as by a controller that has just started, it is sent again with the other one: nothing was
     * done.
     *
     * @throws CallException as {@link #send} does
     */
    HttpURLConnection open(Request request) {
        String token = target().token(request.capability());
        try {
            return open(request, token);
        } catch (CallException e) {
            String now = e.kind() == Kind.DENIED ? target().token(request.capability()) : token;
            if (now.equals(token)) {
                throw e;
            }
            return open(request, now);
        }
    }

    private HttpURLConnection open(Request request, String token) {
        HttpURLConnection call = connected(request, token);
        try {
            String body = request.body();
            if (body != null) {
                call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = call.getResponseCode();
            if (status >= 400) {
                throw refused(status, call.getErrorStream());
            } else if (status < 200 || status >= 300) {
                throw new CallException(
                        ExitCodes.UNREACHABLE,
                        Kind.REFUSED,
                        what() + " answers " + status + ": it is not a controller");
            }
            return call;
        } catch (IOException e) { // also that of another connection, by which Java itself has sent it once more
            throw lost(e);
        }
    }

    /** Nothing was sent before that. */
    private HttpURLConnection connected(Request request, String token) {
        try {
            HttpURLConnection call = target().open(request.method(), request.path(), token, request.millis());
            request.headers().forEach(call::setRequestProperty);
            if (request.body() != null) {
                call.setRequestProperty("Content-Type", "application/json");
                call.setDoOutput(true);
            }
            call.connect();
            return call;
        } catch (ConnectException | UnknownHostException | NoRouteToHostException | SSLHandshakeException e) {
            throw failed(Kind.UNREACHABLE, " does not answer at ", e);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private CallException lost(IOException e) {
        return failed(Kind.LOST, " has broken off the connection at ", e);
    }

    private CallException failed(Kind kind, String verb, IOException e) {
        HttpTarget asked = target();
        target = null;
        String reason = Visible.line(String.valueOf(e.getMessage()));
        // What the JDK says of a certificate whose authority it does not know. Of ours the message is in plain words.
        String advice = reason.startsWith("PKIX")
                ? "; if it is the controller of a cluster, name a join file of that cluster with --join"
                : "";
        return new CallException(kind, asked.name() + verb + asked.url() + ": " + reason + advice, e);
    }

    private CallException refused(int status, @Nullable InputStream in) throws IOException {
        String detail = detail(in == null ? new byte[0] : in.readNBytes(LONGEST_PROBLEM));
        CallException problem = new CallException(
                ExitCodes.ofStatus(status),
                switch (status) {
                    case HttpURLConnection.HTTP_UNAVAILABLE -> Kind.UNAVAILABLE;
                    case HttpURLConnection.HTTP_UNAUTHORIZED -> Kind.DENIED;
                    default -> Kind.REFUSED;
                },
                detail.isEmpty() ? what() + " answers " + status : Visible.of(detail));
        if (problem.mayPass()) {
            target = null;
        }
        return problem;
    }

    /** In the words of the problem document; empty if it is none. */
    private static String detail(byte[] body) {
        try {
            JsonObject problem = JsonObject.parse(body);
            String elsewhere = problem.text("http");
            return problem.text("detail") + (elsewhere.isEmpty() ? "" : " (over HTTP: " + elsewhere + ")");
        } catch (IllegalArgumentException e) {
            return ""; // from something else than a controller
        }
    }

    private String what() {
        return target().name() + " at " + target().url();
    }
}
