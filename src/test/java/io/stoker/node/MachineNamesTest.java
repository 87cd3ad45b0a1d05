package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineNamesTest {
    @Test
    void shouldAddNoNameOfThisMachineButLoopbackToThoseOfAnother() {
        assertThat(MachineNames.ofAnother(List.of("second.example.org", " 192.168.1.30", "[2001:DB8::7]")))
                .containsExactly("localhost", "127.0.0.1", "::1", "second.example.org", "192.168.1.30", "2001:db8::7");
        assertThat(MachineNames.ofAnother(List.of())).containsExactly("localhost", "127.0.0.1", "::1");
    }

    @Test
    void shouldRefuseWhatNobodyReachesAMachineBy() {
        for (String bad : List.of("", "0.0.0.0", "::", "no_name", "a b", "300.1.1.1", "fe80::1%eth0", "x:y")) {
            assertThatThrownBy(() -> MachineNames.ofAnother(List.of(bad)))
                    .as(bad)
                    .isInstanceOf(StokerException.class)
                    .hasMessageContaining("'" + bad + "'");
        }
    }
}
