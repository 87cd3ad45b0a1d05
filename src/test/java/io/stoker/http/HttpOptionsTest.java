package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpOptionsTest {
    private static String url(String host, @Nullable String advertised) {
        return new HttpOptions(host, 0, advertised, Path.of("tokens"), null, TestServer.usual(), HttpAudit.NONE)
                .url(8558);
    }

    @Test
    void shouldNameWhereOthersReachIt() {
        assertThat(url("127.0.0.1", null)).isEqualTo("http://127.0.0.1:8558");
        assertThat(url("0.0.0.0", "hut.example.org")).isEqualTo("http://hut.example.org:8558");
        assertThat(url("::1", null)).isEqualTo("http://[::1]:8558");
    }
}
