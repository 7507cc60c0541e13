package com.estflux.privacy.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUuidTest {

    private static final UUID ID = UUID.fromString("0b7f7c1e-2f5d-4a55-9a3c-5f1f7c0e9a01");

    private final ObjectMapper mapper =
            JsonMapper.builder().addModule(CanonicalUuid.jacksonModule()).build();

    @Test
    void shouldReadTheOneFormInEitherCase() throws JsonProcessingException {
        assertThat(CanonicalUuid.parse(ID.toString())).isEqualTo(ID);
        assertThat(CanonicalUuid.parse("0B7F7C1E-2F5D-4A55-9A3C-5F1F7C0E9A01")).isEqualTo(ID);
        assertThat(mapper.readValue("\"" + ID + "\"", UUID.class)).isEqualTo(ID);
        assertThat(mapper.readValue("null", UUID.class)).isNull();
        assertThat(mapper.readValue("{\"" + ID + "\":1}", new TypeReference<Map<UUID, Integer>>() {}))
                .containsKey(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0b7f7c1e2f5d4a559a3c5f1f7c0e9a01",
                "0b7f7c1-e2f5d-4a55-9a3c-5f1f7c0e9a01",
                "0b7f7c1e-2f5-d4a55-9a3c-5f1f7c0e9a01",
                "0b7f7c1e-2f5d-4a55-9a3c5-f1f7c0e9a01",
                "1-2-3-4-5",
                " 0b7f7c1e-2f5d-4a55-9a3c-5f1f7c0e9a0",
                "0b7f7c1e-2f5d-4a55-9a3c-5f1f7c0e9a0g",
                "0b7f7c1e-2f5d-4a55-9a3c-5f1f7c0e9a0\uff11",
                "{0b7f7c1e-2f5d-4a55-9a3c-5f1f7c0e9a01}",
                "C398HizdR1WaPF8ffA6aAQ=="
            })
    void shouldRefuseEveryOtherForm(String text) {
        assertThatThrownBy(() -> CanonicalUuid.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a canonical UUID");
        assertThatThrownBy(() -> mapper.readValue("\"" + text + "\"", UUID.class))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> mapper.readValue("{\"" + text + "\":1}", new TypeReference<Map<UUID, Integer>>() {}))
                .isInstanceOf(JsonProcessingException.class);
    }
}
