package io.stoker.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A slow web site on loopback, to be crawled without disturbing anybody. Each page links to two others and to the
 * first; the last links to one that is missing.
 */
final class SmallWeb implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;
    private final int pages;

    SmallWeb(int pages, double secondsForEach) throws IOException {
        this.pages = pages;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(CompletableFuture.delayedExecutor((long) (secondsForEach * 1e9), TimeUnit.NANOSECONDS));
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where a crawl begins. */
    String first() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/0";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int page = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            if (page >= pages) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
                return;
            }
            byte[] text = text(page).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(OK, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private String text(int page) {
        StringBuilder text = new StringBuilder("<title>Page " + page + "</title><a href=\"/0\">first</a>");
        for (int next = 2 * page + 1; next <= 2 * page + 2; next++) {
            if (next < pages) {
                text.append("<a href=\"/").append(next).append("\">on</a>");
            }
        }
        return text + (page == pages - 1 ? "<a href=\"/" + pages + "\">missing</a>" : "");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
