package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.node.ConnectionInfo;
import io.stoker.task.Task;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nodes that a person starts by hand. */
class NodesIT {
    @Test
    void anEngineAndAControllerStartedByHandInThisOrderServeAndSayWhetherTheyAreReady() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            String port = String.valueOf(freePort());
            Process engine = cluster.start("engine", "--controller", "127.0.0.1:" + port);
            await().atMost(SOON).until(() -> Files.exists(cluster.home().resolve("default/keys/engine.pem")));
            Process controller = cluster.start("controller", "--port", port, "--management-port", "0");
            ConnectionInfo connection = cluster.connection();
            assertThat(cluster.get("/alive").statusCode()).isEqualTo(200);
            await().atMost(SOON).until(() -> cluster.output(0).contains("registered as engine 0"));
            await().atMost(SOON).until(() -> cluster.get("/ready").statusCode() == 200);
            assertThat(cluster.get("/cluster/members").body())
                    .contains("\"engine\"")
                    .contains("\"controller\"");
            commandsTellHowToLookAtIt(cluster, connection);
            try (Stoker stoker = cluster.connect()) {
                long id = stoker.taskClient().run(Task.of("a=10"));
                assertThat(stoker.taskClient().getTaskResult(id, SOON)).hasToString("TaskResult[ID:0]:{}");
            }
            engine.destroy();
            assertThat(engine.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(engine.exitValue()).isEqualTo(143);
            await().atMost(SOON).until(() -> cluster.get("/ready").body().contains("no engine is registered"));
            assertThat(cluster.get("/ready").statusCode()).isEqualTo(503);
            controller.destroy();
            assertThat(controller.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(controller.exitValue()).isEqualTo(143);
            assertThat(cluster.output(0) + cluster.output(1))
                    .doesNotContain("could not be closed", "configuration compatibility");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void commandsTellHowToLookAtIt(RealCluster cluster, ConnectionInfo connection) throws Exception {
        Process status = cluster.start("status");
        Process link = cluster.start("link", "--capability", "submit");
        assertThat(status.waitFor()).isZero();
        assertThat(link.waitFor()).isZero();
        assertThat(cluster.output(2))
                .contains(connection.controller().toString(), connection.managementUrl() + ", ready\n")
                .contains("tokens/read)\" " + connection.managementUrl() + "/api/v1/status\n");
        URI url = URI.create(cluster.output(3).strip());
        assertThat(url.toString()).startsWith(connection.managementUrl() + "/link?code=");
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest opened = HttpRequest.newBuilder(url).build();
        assertThat(browser.send(opened, HttpResponse.BodyHandlers.ofString()).body())
                .contains("\"capability\":\"submit\"");
        HttpResponse<String> again = HttpClient.newHttpClient().send(opened, HttpResponse.BodyHandlers.ofString());
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("open a new one that 'scripts/stoker link' prints");
        assertThat(cluster.output(1))
                .contains("GET /link of 127.0.0.1 is refused")
                .doesNotContain(url.getQuery());
    }

    @Test
    void aNodeWithoutTlsRefusesToListenWhereOthersCouldReachIt() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            Process controller = cluster.start(
                    "controller",
                    "--host",
                    "192.0.2.1",
                    "--port",
                    "0",
                    "--management-port",
                    "0",
                    "-D",
                    "stoker.tls=off");
            assertThat(controller.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(controller.exitValue()).isEqualTo(1);
            assertThat(cluster.output(0))
                    .contains("refusing to listen on 192.0.2.1")
                    .contains("stoker.allow-insecure-bind");
        }
    }
}
