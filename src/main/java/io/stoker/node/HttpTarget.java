package io.stoker.node;

import io.stoker.http.Capability;
import io.stoker.trust.ControllerSockets;
import io.stoker.trust.Credentials;
import io.stoker.trust.PrivateFiles;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Function;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster's HTTP interface is, by which token a command is let in, and whom the command trusts. It loads
 * neither Akka nor any other library: a command that uses it starts in a moment.
 */
public final class HttpTarget {
    private static final int LONGEST_TOKEN = 1_024;

    private final String url;
    private final String name;
    private final Function<Capability, Path> tokens;
    private final @Nullable Path authority;
    private @Nullable SSLSocketFactory sockets;

    /**
     * A target.
     *
     * @param name whose it is, for people
     * @param tokens the file of the token for what is to be done
     * @param authority a file of {@link Credentials} whose authority is trusted; null to trust what the JDK trusts
     */
    private HttpTarget(String url, String name, Function<Capability, Path> tokens, @Nullable Path authority) {
        this.url = url;
        this.name = name;
        this.tokens = tokens;
        this.authority = authority;
    }

    /**
     * That of the cluster that runs under a profile, as its connection file has it now.
     *
     * @throws NoClusterException if there is none
     */
    public static HttpTarget of(Profile profile) {
        return of(profile, ConnectionFile.read(profile));
    }

    /** That of this cluster, which runs under the profile. */
    static HttpTarget of(Profile profile, ConnectionInfo connection) {
        return new HttpTarget(
                url(connection),
                "the controller of profile '" + profile.name() + "'",
                capability -> profile.tokens().resolve(capability.word()),
                profile.keys().resolve("operator.pem"));
    }

    /**
     * One at an address.
     *
     * @param address as {@code https://node7.example.org:8558}
     * @param token the file of a token, which is sent whatever is to be done
     * @param join a join file, whose authority must have issued the controller's certificate; null to trust the
     *     authorities that Java trusts, as where another server stands in front of the controller
     * @throws NodeException if that is not such an address, or the token would be sent over a network without
     *     encryption
     */
    public static HttpTarget at(String address, Path token, @Nullable Path join) {
        return new HttpTarget(checked(address), "the controller", capability -> token, join);
    }

    private static String checked(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw notAnAddress(address);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        String path = String.valueOf(uri.getPath());
        boolean isPlain = scheme.equals("http");
        if (host == null
                || (!isPlain && !scheme.equals("https"))
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null
                || !(path.isEmpty() || path.equals("/"))) {
            throw notAnAddress(address);
        }
        if (isPlain && !isLoopback(host)) {
            throw new NodeException("with " + address
                    + " everybody on the way could read the token: use https://, or a tunnel as in: ssh -L"
                    + " 8558:127.0.0.1:8558 " + host);
        }
        return scheme + "://" + uri.getRawAuthority();
    }

    private static NodeException notAnAddress(String address) {
        return new NodeException(
                "'" + address + "' is not the address of an HTTP interface, as in https://node7.example.org:8558");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** Where that is from this machine: what listens everywhere listens on loopback, too. */
    private static String url(ConnectionInfo connection) {
        String host = connection.managementHost();
        String reachable = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
        return connection.managementScheme() + "://" + new HostPort(reachable, connection.managementPort());
    }

    /** As {@code http://127.0.0.1:8558}. */
    public String url() {
        return url;
    }

    /** Whose it is, as a noun for a message: {@code the controller of profile 'default'}. */
    public String name() {
        return name;
    }

    /** Options of {@code curl} that make it trust this controller; empty if it does so by itself. */
    public String curlOptions() {
        return url.startsWith("https") && authority != null
                ? "--cacert " + authority.resolveSibling("authority.pem") + " "
                : "";
    }

    /** The file of the token that allows it to read. */
    public Path readToken() {
        return tokens.apply(Capability.READ);
    }

    /**
     * The token, as its file has it now: a controller makes new ones when it starts.
     *
     * @param capability the word for what is to be done: {@code read}, {@code submit} or {@code operate}
     * @throws io.stoker.trust.KeyFileException if it cannot be read
     */
    public String token(String capability) {
        Path file = tokens.apply(Capability.valueOf(capability.toUpperCase(Locale.ROOT)));
        return new String(PrivateFiles.read(file, LONGEST_TOKEN), StandardCharsets.US_ASCII).strip();
    }

    /**
     * Opens a connection for a request, and sends nothing yet.
     *
     * @param path what follows the port, with its query
     * @param token by which it is let in
     * @param millis the longest time to connect, and to wait for each part of the answer
     * @throws io.stoker.trust.KeyFileException if the authority cannot be read
     */
    public HttpURLConnection open(String method, String path, String token, int millis) throws IOException {
        HttpURLConnection call = open(path);
        call.setRequestMethod(method);
        call.setRequestProperty("Authorization", "Bearer " + token);
        call.setInstanceFollowRedirects(false);
        call.setConnectTimeout(millis);
        call.setReadTimeout(millis);
        return call;
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection(Proxy.NO_PROXY);
        if (call instanceof HttpsURLConnection secure && authority != null) {
            secure.setSSLSocketFactory(sockets(authority));
            secure.setHostnameVerifier((host, session) -> true); // its role is its identity
        }
        return call;
    }

    /** One for all requests, because connections are kept open for the next request by their sockets' factory. */
    private synchronized SSLSocketFactory sockets(Path file) {
        SSLSocketFactory made = sockets;
        if (made == null) {
            made = ControllerSockets.of(Credentials.read(file), InstantSource.system());
            sockets = made;
        }
        return made;
    }
}
