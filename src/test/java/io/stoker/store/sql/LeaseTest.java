package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    private static final Dialect DIALECT = new SqliteDialect();

    @TempDir
    private Path folder;

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void shouldKnowItsOwnEpochAlsoWhenAnotherTakesTheLeaseAtOnce() throws Exception {
        try (Connection mine = connect();
                Connection others = connect()) {
            new Migrations(DIALECT).run(mine, "here");
            LeaseRow first = LeaseRow.take(mine, DIALECT, "me", "here");

            Step somebody = () -> LeaseRow.take(others, DIALECT, "somebody", "here");
            LeaseRow second = LeaseRow.take(afterEachCommit(mine, somebody), DIALECT, "me", "here");

            assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
            assertThat(LeaseRow.settled(mine, DIALECT).epoch()).isEqualTo(first.epoch() + 2);
        }
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static Connection afterEachCommit(Connection connection, Step step) {
        return (Connection) Proxy.newProxyInstance(
                LeaseTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (method.getName().equals("commit")) {
                            step.run();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
