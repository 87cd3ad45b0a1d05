package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.store.StoreException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database on another machine has to prove who it is. */
class PostgresqlTransportTest {
    private static PostgresqlSettings at(String url) {
        return new PostgresqlSettings(url, "u", "pa55word", Duration.ofSeconds(4), Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:5432/stoker",
                "jdbc:postgresql://localhost/stoker",
                "jdbc:postgresql://[::1]:5432/stoker",
                "jdbc:postgresql:stoker",
                "jdbc:postgresql://192.0.2.1/stoker?sslmode=verify-full",
                "jdbc:postgresql://192.0.2.1/stoker?ssl=true",
                "jdbc:postgresql://192.0.2.1,192.0.2.2/stoker?targetServerType=primary&sslmode=verify-full"
            })
    void shouldBeSafeOnThisMachineOrWithAProof(String url) {
        assertThatCode(() -> PostgresqlTransport.requireProof(at(url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://192.0.2.1/stoker",
                "jdbc:postgresql://127.0.0.1,192.0.2.1/stoker",
                "jdbc:postgresql://no-such-host.invalid/stoker",
                "jdbc:postgresql://[2001:db8::7]/stoker",
                "jdbc:postgresql://192.0.2.1/stoker?sslmode=require",
                "jdbc:postgresql://192.0.2.1/stoker?sslmode=verify-ca",
                "jdbc:postgresql://192.0.2.1/stoker?sslmode=prefer&ssl=true",
                "jdbc:postgresql://192.0.2.1/sslmode=verify-full",
                "jdbc:postgresql://192.0.2.1/s?sslmode=verify-full&sslfactory=org.postgresql.ssl.NonValidatingFactory",
                "jdbc:postgresql://192.0.2.1/s?sslmode=verify-full&sslhostnameverifier=com.example.Any"
            })
    void shouldBeRefusedOnAnotherMachineWithoutAProof(String url) {
        assertThatThrownBy(() -> PostgresqlTransport.requireProof(at(url)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("sslmode=verify-full")
                .hasMessageContaining("stoker.postgresql.allow-plaintext=true")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void shouldNotShowAPasswordThatStandsInTheUrl() {
        assertThatThrownBy(() -> PostgresqlTransport.requireProof(
                        at("jdbc:postgresql://192.0.2.1/s?password=pa55word&sslmode=x")))
                .isInstanceOf(StoreException.class)
                .hasMessageNotContaining("pa55word");
    }
}
