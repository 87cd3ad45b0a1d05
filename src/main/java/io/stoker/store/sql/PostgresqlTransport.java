package io.stoker.store.sql;

import io.stoker.store.StoreException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;

/** How safe the way to a PostgreSQL server is: password, sources and values of all tasks go there. */
public final class PostgresqlTransport {
    private PostgresqlTransport() {}

    /**
     * Returns if the server is on this machine, or has to prove by its certificate that it is the one that was meant.
     *
     * @throws StoreException if it does not; names both ways out
     */
    public static void requireProof(PostgresqlSettings settings) {
        Properties properties = properties(settings);
        String hosts = String.valueOf(PGProperty.PG_HOST.getOrDefault(properties));
        if (isProven(settings, properties) || Stream.of(hosts.split(",")).allMatch(PostgresqlTransport::isLoopback)) {
            return;
        }
        throw new StoreException("the database is on another machine (" + hosts + "), and nothing keeps others from "
                + "reading its password and all tasks, or from being taken for it: add sslmode=verify-full to "
                + "stoker.postgresql.url, and sslrootcert=FILE if no public authority has signed the server's "
                + "certificate; or set stoker.postgresql.allow-plaintext=true if nobody else can reach the network "
                + "between");
    }

    /** As the driver itself reads them: of its own reading another one might differ. */
    private static Properties properties(PostgresqlSettings settings) {
        Properties properties = Driver.parseURL(settings.url(), new Properties());
        if (properties == null) {
            throw new StoreException("PostgreSQL's driver does not understand stoker.postgresql.url: "
                    + settings.place() + "; it should look like jdbc:postgresql://HOST:5432/DATABASE");
        }
        return properties;
    }

    private static boolean isProven(PostgresqlSettings settings, Properties properties) {
        try {
            String factory = PGProperty.SSL_FACTORY.getOrDefault(properties);
            return SslMode.of(properties) == SslMode.VERIFY_FULL
                    && (factory == null || !factory.endsWith("NonValidatingFactory"))
                    && PGProperty.SSL_HOSTNAME_VERIFIER.getOrDefault(properties) == null;
        } catch (PSQLException e) {
            throw new StoreException("stoker.postgresql.url has an unknown sslmode: " + settings.place(), e);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
