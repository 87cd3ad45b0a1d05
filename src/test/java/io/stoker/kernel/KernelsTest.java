package io.stoker.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelsTest {

    @Test
    void groovyIsThere() {
        assertThat(Kernels.names()).contains("groovy");
        try (Kernel kernel = Kernels.create("groovy")) {
            assertThat(kernel).isNotNull();
        }
    }

    @Test
    void anUnknownKernelIsRefusedWithTheNamesOfThoseThereAre() {
        assertThatThrownBy(() -> Kernels.create("cobol"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'cobol'")
                .hasMessageContaining("groovy");
    }
}
