package io.stoker.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Cookie;
import akka.http.javadsl.model.headers.HttpCookie;
import akka.http.javadsl.model.headers.HttpCookiePair;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.SameSite;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who sends a request: the bearer of a token, or a browser with the cookie of its session. */
final class Authentication {
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([^ ]+)");
    private static final String WAY = "send 'Authorization: Bearer TOKEN' with the token in the file tokens/read, "
            + "tokens/submit or tokens/operate of the profile's folder, as in curl -H \"Authorization: Bearer $(cat "
            + "~/.stoker/default/tokens/read)\", or open the address that 'scripts/stoker link' prints";

    private final Tokens tokens;
    private final Sessions sessions;
    private final boolean tls;

    /**
     * Asks these.
     *
     * @param tls whether cookies are for TLS only
     */
    Authentication(Tokens tokens, Sessions sessions, boolean tls) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.tls = tls;
    }

    /**
     * Who that is; null for one that shows nothing that is valid. A wrong token is not made good by a cookie.
     *
     * @param port ours
     */
    @Nullable
    Caller caller(HttpRequest request, int port) {
        String header = authorization(request);
        if (header != null) {
            Matcher bearer = BEARER.matcher(header);
            Capability capability = bearer.matches() ? tokens.of(bearer.group(1)) : null;
            return capability == null ? null : new Caller("token " + capability.word(), capability, false);
        }
        String session = session(request, port);
        return session == null ? null : sessions.of(session);
    }

    /** For who was not known. */
    HttpResponse refusal(HttpRequest request, int port) {
        boolean tried = authorization(request) != null;
        boolean had = session(request, port) != null;
        String error = tried
                ? "this token is not valid; the tokens change at each start of the controller: " + WAY
                : had
                        ? "your session has ended: open a new address that 'scripts/stoker link' prints"
                        : "this needs a token: " + WAY;
        return Answers.refused(
                        401, tried ? "its token is not valid" : had ? "its session has ended" : "no token", error)
                .addHeader(RawHeader.create(
                        "WWW-Authenticate", "Bearer realm=\"stoker\"" + (tried ? ", error=\"invalid_token\"" : "")));
    }

    /** The cookie of a new session; until the browser ends. */
    HttpCookie cookie(String session, int port) {
        return HttpCookie.create(name(port), session)
                .withPath("/")
                .withHttpOnly(true)
                .withSecure(tls)
                .withSameSite(SameSite.Strict);
    }

    private static @Nullable String authorization(HttpRequest request) {
        return request.getHeader("Authorization").map(header -> header.value()).orElse(null);
    }

    private static @Nullable String session(HttpRequest request, int port) {
        String name = name(port);
        String found = null;
        for (Cookie header : request.getHeaders(Cookie.class)) {
            for (HttpCookiePair pair : header.getCookies()) {
                if (pair.name().equals(name)) {
                    found = pair.value();
                }
            }
        }
        return found;
    }

    /** Browsers know no ports of cookies: two servers of one host would overwrite each other's. */
    private static String name(int port) {
        return "stoker-" + port;
    }
}
