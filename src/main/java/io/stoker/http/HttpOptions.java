package io.stoker.http;

import io.stoker.trust.Tls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a controller's HTTP interface is to be served.
 *
 * @param host the address to bind
 * @param port to bind; 0 for any free one
 * @param advertised the host by which others reach it, at the same port; null if it is the one that is bound
 * @param tokens the folder that the tokens are written into
 * @param tls the identity of this process, with which TLS is spoken; null for plain HTTP
 * @param settings the rest
 * @param audit hears of what is changed and refused
 */
public record HttpOptions(
        String host,
        int port,
        @Nullable String advertised,
        Path tokens,
        @Nullable Tls tls,
        HttpSettings settings,
        HttpAudit audit) {

    /** Where it is reached if this is its port, as {@code http://127.0.0.1:8558}. */
    public String url(int boundPort) {
        String reached = advertised == null ? host : advertised;
        String inBrackets = reached.contains(":") ? "[" + reached + "]" : reached;
        return (tls == null ? "http" : "https") + "://" + inBrackets + ":" + boundPort;
    }

    /** As these, at another port. */
    public HttpOptions at(int otherPort) {
        return new HttpOptions(host, otherPort, advertised, tokens, tls, settings, audit);
    }
}
