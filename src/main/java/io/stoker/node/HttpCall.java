package io.stoker.node;

import io.stoker.http.Capability;
import io.stoker.trust.ControllerSockets;
import io.stoker.trust.Credentials;
import io.stoker.trust.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/** A request to the HTTP interface of a profile's controller, by a command of the profile's owner. */
final class HttpCall {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST_TOKEN = 1_024;
    private static final int LONGEST_ANSWER = 64 << 10;

    private HttpCall() {}

    /** An answer that is an object of texts. */
    record Answer(int status, Map<String, String> fields) {}

    /**
     * Sends it with the profile's token.
     *
     * @throws NodeException if there is no such answer
     * @throws io.stoker.trust.KeyFileException if the token cannot be read
     */
    static Answer send(Profile profile, ConnectionInfo connection, String method, String path, Capability capability) {
        String token = new String(
                        PrivateFiles.read(profile.tokens().resolve(capability.word()), LONGEST_TOKEN),
                        StandardCharsets.US_ASCII)
                .strip();
        String url = url(connection);
        try {
            HttpURLConnection call = open(profile, url + path);
            call.setRequestMethod(method);
            call.setRequestProperty("Authorization", "Bearer " + token);
            call.setInstanceFollowRedirects(false);
            call.setConnectTimeout(TIMEOUT_MILLIS);
            call.setReadTimeout(TIMEOUT_MILLIS);
            int status = call.getResponseCode();
            try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
                String text = in == null ? "" : new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
                return new Answer(status, ConnectionInfo.fields(text));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new NodeException(
                    "the controller of profile '" + profile.name() + "' does not answer at " + url + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Where that is from this machine: what listens everywhere listens on loopback, too. */
    static String url(ConnectionInfo connection) {
        String host = connection.managementHost();
        String reachable = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
        return connection.managementScheme() + "://" + new HostPort(reachable, connection.managementPort());
    }

    private static HttpURLConnection open(Profile profile, String url) throws IOException {
        HttpURLConnection call = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        if (call instanceof HttpsURLConnection secure) {
            Credentials own = Credentials.read(profile.keys().resolve("operator.pem"));
            secure.setSSLSocketFactory(ControllerSockets.of(own, InstantSource.system()));
            secure.setHostnameVerifier((host, session) -> true); // its role is its identity
        }
        return call;
    }
}
