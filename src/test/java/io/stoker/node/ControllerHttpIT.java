package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import io.stoker.controller.ControllerListener;
import io.stoker.http.HttpAudit;
import io.stoker.http.HttpOptions;
import io.stoker.http.HttpSettings;
import io.stoker.store.MemoryStore;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP interface of a controller whose ActorSystem is replaced. */
class ControllerHttpIT {
    private static final String HOST = "127.0.0.1";

    @TempDir
    private Path folder;

    @Test
    void shouldKeepItsPortAndChangeItsTokens() throws Exception {
        Config config = WireConfig.load(Map.of());
        HttpOptions http = new HttpOptions(
                HOST, 0, null, folder.resolve("tokens"), null, HttpSettings.from(config), HttpAudit.NONE);
        try (ControllerNode node = ControllerNode.start(
                config, HOST, 0, http, new TrustMode.Off(), new MemoryStore(), ControllerListener.NONE)) {
            int port = node.managementPort();
            String token = token();
            await().until(() -> reason(port, token).contains("no engine is registered"));
            ActorSystem<?> before = node.system();

            before.terminate();

            await().ignoreExceptions()
                    .until(() -> !token().equals(token) && reason(port, token()).contains("no engine"));
            assertThat(node.managementPort()).isEqualTo(port);
            assertThat(node.system()).isNotSameAs(before);
            assertThat(get(port, "/cluster/members", token).statusCode()).isEqualTo(401);
            assertThat(get(port, "/cluster/members", token()).statusCode()).isEqualTo(200);
        }
    }

    private String token() throws IOException {
        return Files.readString(folder.resolve("tokens/read")).strip();
    }

    private static String reason(int port, String token) throws Exception {
        return get(port, "/ready", token).body();
    }

    private static HttpResponse<String> get(int port, String path, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + port + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
