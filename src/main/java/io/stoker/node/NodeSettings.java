package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.store.sql.PostgresqlSettings;
import io.stoker.wire.Settings;
import io.stoker.wire.TrustMode;
import java.time.Duration;

/**
 * The node's settings; each is explained in {@code reference.conf}.
 *
 * @param tls whether only who has a certificate is trusted
 * @param allowInsecureBind whether a node may listen where other machines reach it although nothing protects it
 * @param ledger where the ledger is kept
 * @param mostStoredValues how many bytes the controller's store keeps of large values
 * @param keptEvents how many bytes of events the ledger keeps
 * @param diskReserve how many bytes must be free on the ledger's disk before anything new is taken in
 * @param postgresql where the ledger is if it is kept there
 * @param postgresqlPasswordFile the file of its password; empty for none
 * @param postgresqlAllowPlaintext whether the server may be on another machine although nothing proves who it is
 * @param bootstrap how engines find controllers that nobody has named
 */
public record NodeSettings(
        boolean tls,
        boolean allowInsecureBind,
        LedgerKind ledger,
        long mostStoredValues,
        long keptEvents,
        long diskReserve,
        PostgresqlSettings postgresql,
        String postgresqlPasswordFile,
        boolean postgresqlAllowPlaintext,
        BootstrapSettings bootstrap) {

    /** Where a ledger can be kept. */
    public enum LedgerKind {
        /** In an SQLite file of the profile's folder. */
        SQLITE,
        /** In a database of a PostgreSQL server, which several controllers can reach. */
        POSTGRESQL,
        /** In the controller's memory: it ends with the controller. */
        MEMORY
    }

    /** Those of a configuration; a {@link io.stoker.task.SettingException} if one of them cannot be read. */
    public static NodeSettings from(Config config) {
        Settings settings = new Settings(config);
        return new NodeSettings(
                TrustMode.isOn(config),
                settings.flag("stoker.allow-insecure-bind"),
                settings.oneOf("stoker.ledger", LedgerKind.class),
                settings.bytes("stoker.max-stored-values", 0, Long.MAX_VALUE),
                settings.bytes("stoker.events.keep-bytes", 0, 1L << 40),
                settings.bytes("stoker.disk-reserve", 0, Long.MAX_VALUE),
                postgresql(settings),
                settings.text("stoker.postgresql.password-file"),
                settings.flag("stoker.postgresql.allow-plaintext"),
                BootstrapSettings.from(settings));
    }

    private static PostgresqlSettings postgresql(Settings settings) {
        return new PostgresqlSettings(
                settings.parsed("stoker.postgresql.url", PostgresqlSettings::requireUrl),
                settings.text("stoker.postgresql.user"),
                settings.text("stoker.postgresql.password"),
                settings.duration("stoker.postgresql.lease", PostgresqlSettings.SHORTEST_LEASE),
                settings.duration("stoker.postgresql.answer-timeout", Duration.ofSeconds(1), Duration.ofDays(1)));
    }
}
