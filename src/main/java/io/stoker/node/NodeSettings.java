package io.stoker.node;

import com.typesafe.config.Config;

/**
 * The node's settings; each is explained in {@code reference.conf}.
 *
 * @param allowInsecureBind whether a node may listen where other machines reach it although nothing protects it
 * @param ledger where the ledger is kept
 * @param mostStoredValues how many bytes the controller's store keeps of large values
 * @param diskReserve how many bytes must be free on the ledger's disk before anything new is taken in
 */
public record NodeSettings(boolean allowInsecureBind, LedgerKind ledger, long mostStoredValues, long diskReserve) {

    /** Where a ledger can be kept. */
    public enum LedgerKind {
        /** In an SQLite file of the profile's folder. */
        SQLITE,
        /** In the controller's memory: it ends with the controller. */
        MEMORY;

        static LedgerKind of(String text) {
            return switch (text) {
                case "sqlite" -> SQLITE;
                case "memory" -> MEMORY;
                default -> throw new NodeException("stoker.ledger can be sqlite or memory, and not '" + text + "'");
            };
        }
    }

    public static NodeSettings from(Config config) {
        return new NodeSettings(
                config.getBoolean("stoker.allow-insecure-bind"),
                LedgerKind.of(config.getString("stoker.ledger")),
                config.getBytes("stoker.max-stored-values"),
                config.getBytes("stoker.disk-reserve"));
    }
}
