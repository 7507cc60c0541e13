package com.estflux.privacy.platform.testing.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What nobody sends who means well, and somebody will. */
final class HostileValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> TEXTS =
            Stream.concat(plain().stream(), cursors().stream()).toList();

    private HostileValues() {}

    /** A body in which one thing is changed. */
    record Variant(JsonNode body, String change) {}

    /** Texts: for parameters, and for fields that are texts. */
    static List<String> texts() {
        return TEXTS;
    }

    private static List<String> plain() {
        return List.of(
                "\0",
                "a\0b",
                "\1",
                "\t",
                "a\nb",
                "\u007f",
                "\u0085",
                "\ud83d\ude00",
                "\ufffe",
                "%",
                "'\"\\",
                " ",
                "x".repeat(3_000),
                Instant.MIN.toString(),
                Instant.MAX.toString(),
                LocalDate.MIN.toString(),
                LocalDate.MAX.toString(),
                "-4800-01-01T00:00:00Z",
                "+300000-01-01T00:00:00Z",
                "+300000-01-01",
                "999999999-12",
                "+999999999-12",
                "-999999999-01",
                "0000-01-01",
                "2026-02-30T25:61:61Z",
                "P999999999Y",
                "P2147483647D",
                "P-2147483648M",
                "PT9223372036854775807S",
                "9223372036854775807",
                "-9223372036854775808",
                "99999999999999999999999999",
                "1e999999999",
                "NaN",
                "1-1-1-1-1",
                "018F0000-0000-7000-8000-00000000000A",
                "{018f0000-0000-7000-8000-00000000000a}",
                "018f0000-0000-7000-8000-00000000000a0000",
                "255.255.255.255/0",
                "::%1",
                "::/0");
    }

    /** What a cursor holds is text of the service's own; somebody else may write it. */
    private static List<String> cursors() {
        return Stream.of(
                        "\0",
                        "a\0b",
                        "x",
                        "1-1-1-1-1",
                        Instant.MIN + "|x",
                        Instant.MAX + " 018f0000-0000-7000-8000-00000000000a",
                        LocalDate.MAX.toString(),
                        "+999999999-12",
                        "9223372036854775807",
                        "-1",
                        "{\"a\":1}")
                .map(text ->
                        Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<JsonNode> numbers() {
        return List.of(
                NODES.numberNode(Long.MAX_VALUE),
                NODES.numberNode(Long.MIN_VALUE),
                NODES.numberNode(Integer.MAX_VALUE),
                NODES.numberNode(-1),
                NODES.numberNode(0),
                NODES.numberNode(new BigInteger("9".repeat(40))),
                NODES.numberNode(new BigDecimal("1e-400")),
                NODES.numberNode(new BigDecimal("1e400")));
    }

    /** The same body with each of its values replaced by each hostile one. */
    static List<Variant> variants(JsonNode body) {
        List<Variant> variants = new ArrayList<>();
        if (!body.isMissingNode()) {
            ArrayNode holder = NODES.arrayNode().add(body.deepCopy());
            Consumer<JsonNode> whole = value -> holder.set(0, value);
            walk(holder.get(0), "", whole, () -> holder.get(0).deepCopy(), variants);
        }
        return variants;
    }

    /** Whatever is set is put back once the variant is copied. */
    private static void walk(
            JsonNode at, String name, Consumer<JsonNode> set, Supplier<JsonNode> copy, List<Variant> variants) {
        if (at instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                String key = field.getKey();
                walk(field.getValue(), name + "." + key, value -> object.set(key, value), copy, variants);
            }
        } else if (at instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                walk(array.get(i), name + "[]", value -> array.set(index, value), copy, variants);
            }
        }
        for (JsonNode hostile : fitting(at)) {
            set.accept(hostile);
            variants.add(new Variant(copy.get(), name + "=" + printable(hostile.toString())));
        }
        set.accept(at);
    }

    private static List<JsonNode> fitting(JsonNode replaced) {
        List<JsonNode> values = new ArrayList<>();
        if (replaced.isTextual()) {
            TEXTS.forEach(text -> values.add(NODES.textNode(text)));
        }
        if (replaced.isValueNode()) {
            values.addAll(numbers());
        }
        values.add(NODES.nullNode());
        values.add(NODES.objectNode());
        values.add(NODES.arrayNode());
        return values;
    }

    /** Short, and with nothing in it that a terminal would act on. */
    static String printable(String text) {
        StringBuilder printed = new StringBuilder();
        text.chars()
                .limit(60)
                .forEach(one -> printed.append(
                        one < ' ' || one > '~' ? String.format("\\u%04x", one) : Character.toString(one)));
        return printed.toString();
    }
}
