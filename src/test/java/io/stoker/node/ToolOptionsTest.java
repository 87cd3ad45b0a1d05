package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolOptionsTest {
    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=5005",
                "-agentlib:jdwp=transport=dt_socket,address=*:5005,server=y,suspend=n",
                "-agentlib:jdwp=transport=dt_socket,server=y,address=localhost:5005",
                "-Xrunjdwp:transport=dt_socket,server=y,suspend=n,address=5005",
                "-Dcom.sun.management.jmxremote.port=9010",
                "-Dcom.sun.management.jmxremote.rmi.port=9010",
                "-javaagent:/opt/jmx_prometheus_javaagent.jar=9404:/etc/jmx.yml",
                "-javaagent:/opt/jmx_prometheus_javaagent.jar=127.0.0.1:9404:/etc/jmx.yml",
                "-javaagent:/opt/jacocoagent.jar=output=tcpserver,address=*,port=6300",
                "-agentpath:/opt/libjprofilerti.so=port=8849,nowait",
            })
    void shouldLeaveOutWhatOnlyOneJvmCanHaveAndSaySo(String option) {
        assertThat(left("JAVA_TOOL_OPTIONS", "-Da=b " + option + " -Xint")).isEqualTo("-Da=b -Xint");
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("JAVA_TOOL_OPTIONS: " + option + " is used by the first JVM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=localhost:0",
                "-agentlib:jdwp=transport=dt_socket,server=n,address=there:5005",
                "-Dcom.sun.management.jmxremote.port=0",
                "-Dcom.sun.management.jmxremote",
                "-javaagent:/opt/jacocoagent.jar=output=tcpclient,address=there,port=6300",
                "-javaagent:/opt/agent-2.1.jar",
                "-javaagent:/opt/byteman.jar=script:/a/42:b.btm",
                "-Djava.io.tmpdir=/a  -Da=\"b  c\"",
                "",
            })
    void shouldKeepEverythingElseAsItIs(String options) {
        assertThat(left("JDK_JAVA_OPTIONS", options)).isEqualTo(options);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldKeepTheDatabaseFromEngines() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS", "-Da=b -Dstoker.postgresql.password=pa55word -Dstoker.ledger=postgresql",
                "_JAVA_OPTIONS", "-Dstoker.postgresql.user=u"));

        ToolOptions.leaveOutDatabase(environment);

        assertThat(environment)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "JAVA_TOOL_OPTIONS", "-Da=b -Dstoker.ledger=postgresql",
                        "_JAVA_OPTIONS", ""));
    }

    @Test
    void shouldNotAddAVariableThatIsNotSet() {
        Map<String, String> environment = new HashMap<>();
        ToolOptions.leaveOutFixedPorts(environment, said::add);
        assertThat(environment).isEmpty();
    }

    private String left(String variable, String options) {
        Map<String, String> environment = new HashMap<>(Map.of(variable, options));
        ToolOptions.leaveOutFixedPorts(environment, said::add);
        return environment.get(variable);
    }
}
