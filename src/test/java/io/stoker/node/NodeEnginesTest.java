package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.engine.EngineProcess;
import io.stoker.engine.UserProcesses;
import io.stoker.task.EngineProperties;
import io.stoker.wire.ExitCode;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.WireConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeEnginesTest {
    private final List<String> heard = new ArrayList<>();

    private final NodeEngines.Owner owner = new NodeEngines.Owner() {
        @Override
        public boolean ownsJvm() {
            return true;
        }

        @Override
        public UserProcesses processes() {
            return UserProcesses.none();
        }

        @Override
        public void registered(String instance, int id) {}

        @Override
        public void ended(String instance) {
            heard.add(instance + " has ended");
        }

        @Override
        public void end(int code, String reason) {
            heard.add("the JVM ends with " + code);
        }
    };

    @Test
    void anEngineThatSeveralClientsEndIsOneAndTheJvmEndsWithTheLast() {
        try (NodeEngines engines =
                NodeEngines.start(WireConfig.load(Map.of()), TestSecrets.key("n"), 2, EngineProperties.NONE, owner)) {
            EngineProcess one = engines.all().get(0);
            engines.kill(one, "a client has ended it");
            engines.kill(one, "a client has ended it");
            assertThat(heard).containsExactly(one.instance() + " has ended");
            engines.kill(engines.all().get(1), "a client has ended it");
            assertThat(heard)
                    .containsExactly(one.instance() + " has ended", "the JVM ends with " + ExitCode.KILLED.number());
        }
    }
}
