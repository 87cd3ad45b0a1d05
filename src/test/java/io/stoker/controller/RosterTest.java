package io.stoker.controller;

import static io.stoker.controller.Engines.hello;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.EngineProperties;
import io.stoker.wire.ToController;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTest {
    private final Roster roster = new Roster(Map.of(), 1);

    private static int register(Roster roster, String instance, int claimedId) {
        return Engines.register(roster, hello(instance, claimedId), "address of " + instance)
                .id();
    }

    private int register(String instance, int claimedId) {
        return register(roster, instance, claimedId);
    }

    @Test
    void theLowestFreeIdIsGiven() {
        assertThat(register("a", -1)).isZero();
        assertThat(register("b", -1)).isEqualTo(1);
        assertThat(register("c", -1)).isEqualTo(2);
        roster.remove("b");
        roster.remove("a");
        assertThat(register("d", -1)).isZero();
        assertThat(register("e", -1)).isEqualTo(1);
        assertThat(register("f", -1)).isEqualTo(3);
    }

    @Test
    void theyAreListedFromAnIdOn() {
        for (int i = 0; i < 5; i++) {
            register("e" + i, 4 - i);
        }
        assertThat(roster.from(2)).extracting(Engine::id).containsExactly(2, 3, 4);
        roster.remove("e1");
        assertThat(roster.from(2)).extracting(Engine::id).containsExactly(2, 4);
        assertThat(roster.sought("", 3)).isEmpty();
        assertThat(roster.sought("", 2)).get().extracting(Engine::instance).isEqualTo("e2");
    }

    @Test
    void anIdIsReservedOnlyWhileItsEngineIsExpected() {
        Roster restarted = new Roster(Map.of("a", 0, "b", 1), 1);
        restarted.expect(instance -> instance.equals("b"));
        assertThat(register(restarted, "c", -1)).isZero();
        assertThat(register(restarted, "d", -1)).isEqualTo(2);
        assertThat(register(restarted, "b", -1)).isEqualTo(1);
    }

    @Test
    void aClaimedIdIsGivenIfItIsFree() {
        assertThat(register("a", 7)).isEqualTo(7);
        assertThat(register("b", 7)).isZero();
        assertThat(register("c", 1)).isEqualTo(1);
        assertThat(register("d", -1)).isEqualTo(2);
    }

    @Test
    void anInstanceThatRegistersAgainKeepsItsIdWhateverItClaims() {
        register("a", -1);
        ToController.Register first = hello("b", -1);
        Engines.register(roster, first, "old address");
        ToController.Register again = hello("b", 0);
        Engine engine = Engines.register(roster, again, "new address");
        assertThat(engine.id()).isEqualTo(1);
        assertThat(engine.address()).isEqualTo("new address");
        assertThat(roster.find("b")).contains(engine);
        assertThat(roster.knows(again.engine())).isTrue();
        assertThat(roster.knows(first.engine())).isFalse();
        assertThat(roster.engines()).hasSize(2);
    }

    @Test
    void theIdsOfEnginesThatMayComeBackAreKeptForThem() {
        Roster reserving = new Roster(Map.of("a", 0, "c", 2), 1);
        assertThat(register(reserving, "b", -1)).isEqualTo(1);
        assertThat(register(reserving, "d", 2)).isEqualTo(3);
        assertThat(register(reserving, "c", 5)).isEqualTo(2);
        assertThat(register(reserving, "a", -1)).isZero();
    }

    @Test
    void anIdIsNoLongerKeptWhenItsEngineIsDead() {
        Roster reserving = new Roster(Map.of("a", 0), 1);
        reserving.remove("a");
        assertThat(register(reserving, "b", -1)).isZero();
    }

    @Test
    void aSuspectedEngineIsOnTheRosterAndServesNot() {
        register("a", -1);
        register("b", -1);
        roster.mark(roster.find("a").orElseThrow(), true);
        assertThat(roster.serving()).isEqualTo(1);
        assertThat(roster.engines()).hasSize(2).anyMatch(Engine::suspected);
        register("a", -1);
        assertThat(roster.serving()).isEqualTo(2);
    }

    @Test
    void whoIsNotThereIsNotFound() {
        ToController.Register register = hello("a", -1);
        assertThat(roster.find("a")).isEmpty();
        assertThat(roster.knows(register.engine())).isFalse();
        Engine engine = Engines.register(roster, register, "address");
        roster.remove("a");
        roster.mark(engine, true);
        assertThat(roster.find("a")).isEmpty();
        assertThat(roster.knows(register.engine())).isFalse();
        assertThat(roster.serving()).isZero();
    }

    @Test
    void anEngineTellsPeopleWhereItIs() {
        Engine engine = Engines.register(roster, hello("a", 4), "address");
        assertThat(engine.describe()).isEqualTo("engine 4 (pid 4711 on hut)");
        assertThat(engine.info(3).held()).isEqualTo(3);
        assertThat(engine.info(3).languages()).containsExactly("groovy");
    }

    @Test
    void onlyNewerPropertiesTakeThePlaceOfThoseThatAreKnown() {
        Engines.register(roster, Engines.hello("a", -1), "address");
        EngineProperties gpu = EngineProperties.of(Map.of("GPU", true));
        roster.change("a", new ToController.Properties(2, gpu, false));
        roster.change("a", new ToController.Properties(1, EngineProperties.NONE, false));
        roster.change("b", new ToController.Properties(1, EngineProperties.NONE, false));
        assertThat(roster.find("a")).hasValueSatisfying(engine -> {
            assertThat(engine.properties()).isEqualTo(gpu);
            assertThat(engine.propertiesVersion()).isEqualTo(2);
        });
        assertThat(roster.engines()).hasSize(1);
    }
}
