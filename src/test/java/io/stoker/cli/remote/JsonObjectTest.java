package io.stoker.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1,\"b\":[true,false,null,\"\\u001b[0m\"],\"c\":{\"d\":9007199254740993,\"e\":1.50}}",
                "{\"n\":123456789012345678901234567890,\"x\":-0.1,\"y\":1E+400}"
            })
    void shouldWriteWhatItHasRead(String json) {
        assertThat(JsonObject.parse(json).json()).isEqualTo(json.replace("\\u001b", "\\u001B"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "[1]", "{", "{\"a\":}", "<html>", "null"})
    void shouldRefuseWhatIsNoObject(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadAFieldThatIsMissingAsAnEmptyOne() {
        JsonObject object = JsonObject.parse("{\"a\":null}");

        assertThat(object.text("a") + object.text("b")).isEmpty();
        assertThat(object.number("b")).isZero();
        assertThat(object.objects("b")).isEmpty();
        assertThat(object.object("b").fields()).isEmpty();
        assertThat(object.flag("b") || object.has("a")).isFalse();
    }

    @Test
    void shouldTellValuesInJsonFromOtherTexts() {
        assertThat(new String[] {"3", "-1.5", "[1,2]", "{\"a\":1}", "\"x\"", "true", "null", " 3 "})
                .allMatch(JsonObject::isValue);
        assertThat(new String[] {"", " ", "text", "1 2", "[1,2", "3x", "{a:1}", "'x'", "tru", "01"})
                .noneMatch(JsonObject::isValue);
    }
}
