package io.stoker.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Kernel;
import io.stoker.kernel.Kernels;
import io.stoker.task.Payload;
import io.stoker.task.SourceBody;
import io.stoker.task.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The source that the sweep sends to engines, run by a kernel alone and with fewer paths. */
class PricingTest {
    private static final int PATHS = 4_000;

    @Test
    void shouldComeCloseToBlackScholes() {
        Scenario scenario = new Scenario(95, 0.25, 7);
        Map<String, Estimate> estimates = price(scenario);

        assertThat(estimates.get("vc").deviation(scenario.exact().call())).isBetween(-4.0, 4.0);
        assertThat(estimates.get("vp").deviation(scenario.exact().put())).isBetween(-4.0, 4.0);
        assertThat(estimates.get("ac").price()).isLessThan(estimates.get("vc").price());
    }

    @Test
    void shouldFindTheSamePricesAgain() {
        Scenario scenario = Scenario.all().get(0);

        assertThat(price(scenario))
                .isEqualTo(price(scenario))
                .isNotEqualTo(price(Scenario.all().get(1)));
    }

    private static Map<String, Estimate> price(Scenario scenario) {
        SourceBody body = (SourceBody) scenario.task().push("paths", PATHS).body();
        Map<String, @Nullable Object> pushed = new LinkedHashMap<>();
        body.arguments().forEach((name, value) -> pushed.put(name, Values.decode(((Payload.Inline) value).bytes())));
        try (Kernel kernel = Kernels.create("groovy")) {
            kernel.push(pushed);
            assertThat(kernel.execute(new Kernel.Cell(1, "Task0", body.source()))
                            .failure())
                    .isNull();
            Map<String, byte[]> pulled = kernel.pull(1, body.pull(), new Kernel.Limit(1 << 16, "limit"))
                    .values();
            Map<String, Estimate> estimates = new LinkedHashMap<>();
            for (String name : new String[] {"vp", "ap", "vc", "ac"}) {
                estimates.put(name, new Estimate(number(pulled, name), number(pulled, name + "Error")));
            }
            return estimates;
        }
    }

    private static double number(Map<String, byte[]> pulled, String name) {
        return (double) Values.decode(pulled.get(name));
    }
}
