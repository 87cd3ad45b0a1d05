package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.stoker.node.ConnectionInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that finds the controller's pod by Kubernetes' API, of which a server of the test plays the part. */
class KubernetesIT {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String NO_PODS = "{\"items\": []}";
    private static final String TOKEN = "the-token-of-the-service-account";

    @TempDir
    private Path folder;

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile String pods = NO_PODS;

    @Test
    void shouldWaitUntilKubernetesHasAPodOfTheController() throws Exception {
        HttpsServer api = api();
        try (RealCluster cluster = new RealCluster()) {
            Process controller = cluster.start("controller", "--port", "0", "--management-port", "0");
            ConnectionInfo connection = cluster.connection();
            // What the file says of where the controller is does not count.
            String join = folder.resolve("engine.join").toString();
            Process token = cluster.start("join-token", "--role", "engine", "--address", "127.0.0.1:1", "--out", join);
            assertThat(token.waitFor()).isZero();

            Process engine = cluster.run(engine(join, api.getAddress().getPort()));
            await().atMost(SOON)
                    .until(() -> cluster.output(2)
                            .contains("this node forms no cluster: it waits for running pods with the label"
                                    + " app=stoker-controller and a container port called stoker"));
            pods = pod(connection.port());
            await().atMost(SOON).until(() -> cluster.output(2).contains("registered as engine 0"));

            moveTheController(cluster, controller);
            assertThat(engine.isAlive()).isTrue();
            assertThat(asked)
                    .containsExactly(
                            "Bearer " + TOKEN + " /api/v1/namespaces/lab/pods?labelSelector=app%3Dstoker-controller");
        } finally {
            api.stop(0);
        }
    }

    /** It dies, and comes again as another pod, which has another address. */
    private void moveTheController(RealCluster cluster, Process controller) throws Exception {
        int before = cluster.connection().port();
        controller.destroyForcibly().waitFor();
        pods = NO_PODS;
        cluster.start("controller", "--port", "0", "--management-port", "0");
        await().atMost(SOON).until(() -> cluster.connection().port() != before);

        assertThat(cluster.get("/ready").statusCode()).as("it has no engine").isEqualTo(503);
        pods = pod(cluster.connection().port());
        await().atMost(SOON).until(() -> cluster.get("/ready").statusCode() == 200);
    }

    private List<String> engine(String join, int apiPort) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "STOKER_HOME=" + folder.resolve("another-home"),
                "KUBERNETES_SERVICE_HOST=127.0.0.1",
                "KUBERNETES_SERVICE_PORT=" + apiPort));
        String api = "stoker.akka.discovery.kubernetes-api.";
        command.addAll(RealCluster.command(
                "engine",
                "--join",
                join,
                "--host",
                "127.0.0.1",
                "-D",
                "stoker.bootstrap.method=kubernetes-api",
                "-D",
                api + "api-ca-path=" + folder.resolve("ca.pem"),
                "-D",
                api + "api-token-path=" + Files.writeString(folder.resolve("token"), TOKEN),
                "-D",
                api + "pod-namespace=lab"));
        return command;
    }

    private static String pod(int port) {
        return "{\"items\": [{\"metadata\": {}, \"spec\": {\"containers\": [{\"name\": \"controller\", \"ports\": ["
                + "{\"name\": \"management\", \"containerPort\": 8558}, {\"name\": \"stoker\", \"containerPort\": "
                + port
                + "}]}]}, \"status\": {\"phase\": \"Running\", \"podIP\": \"127.0.0.1\"}}]}";
    }

    private HttpsServer api() throws Exception {
        Path keys = folder.resolve("api.p12");
        keytool("-genkeypair", "-alias", "api", "-keyalg", "RSA", "-dname", "CN=api", "-ext", "SAN=IP:127.0.0.1", keys);
        keytool(
                "-exportcert",
                "-alias",
                "api",
                "-rfc",
                "-file",
                folder.resolve("ca.pem").toString(),
                keys);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private static void keytool(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (Object argument : arguments) {
            if (argument instanceof Path store) {
                command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
            } else {
                command.add(argument.toString());
            }
        }
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI());
        byte[] body = pods.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
