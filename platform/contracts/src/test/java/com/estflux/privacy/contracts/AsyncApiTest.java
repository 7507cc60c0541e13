package com.estflux.privacy.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published document and the code say the same, in both directions. */
class AsyncApiTest {

    private static final JsonNode DOCUMENT = document();

    private static JsonNode document() {
        try (InputStream yaml = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldDescribeEveryTopicWithItsSettings() {
        assertThat(DOCUMENT.path("asyncapi").asText()).isEqualTo("3.0.0");
        Map<String, JsonNode> channels = Stream.of(DOCUMENT.get("channels"))
                .flatMap(all -> all.properties().stream())
                .collect(Collectors.toMap(
                        channel -> channel.getValue().get("address").asText(), Map.Entry::getValue));

        assertThat(channels.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        publicTopics().map(Topic::topicName).toList());
        publicTopics().forEach(topic -> {
            JsonNode kafka = channels.get(topic.topicName()).at("/bindings/kafka");
            JsonNode settings = kafka.get("topicConfiguration");
            Map<String, String> expected = topic.configuration();
            assertThat(kafka.get("partitions").asInt()).isEqualTo(topic.partitions());
            assertThat(String.join(",", texts(settings.get("cleanup.policy"))))
                    .isEqualTo(expected.get("cleanup.policy"));
            assertThat(settings.get("retention.ms").asText()).isEqualTo(expected.get("retention.ms"));
            assertThat(settings.get("max.message.bytes").asText()).isEqualTo(expected.get("max.message.bytes"));
        });
    }

    @Test
    void shouldPutEveryTypeOnItsTopic() {
        Set<String> described = new HashSet<>();
        for (JsonNode channel : DOCUMENT.get("channels")) {
            for (JsonNode reference : channel.get("messages")) {
                described.add(channel.get("address").asText() + " "
                        + resolve(reference).get("name").asText());
            }
        }

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Stream.of(EventType.values())
                        .map(type -> type.topic().topicName() + " " + type.type())
                        .toList());
    }

    @Test
    void shouldReferToTheSchemaOfEveryType() {
        assertThat(DOCUMENT.at("/components/messages").size()).isEqualTo(EventType.values().length);
        for (JsonNode message : DOCUMENT.at("/components/messages")) {
            EventType type = EventType.ofType(message.get("name").asText()).orElseThrow();
            String schema = message.at("/payload/schema/$ref").asText();
            assertThat(schema).isEqualTo("./schemas/" + type.type() + ".json");
            assertThat(AsyncApiTest.class.getResource(schema.substring(1))).isNotNull();
            assertThat(SchemaSamples.schema(type).get("title").asText()).isEqualTo(type.shortName());
            assertThat(message.at("/headers/allOf/1/properties/ce_type/const").asText())
                    .isEqualTo(type.type());
            assertThat(message.at("/bindings/kafka/key/description").asText()).isNotEmpty();
        }
    }

    @Test
    void shouldNameTheHeadersThatAreSent() {
        Set<String> described = new HashSet<>();
        JsonNode headers = DOCUMENT.at("/components/schemas/cloudEventHeaders");
        headers.get("properties").fieldNames().forEachRemaining(described::add);
        EventCodec codec = new EventCodec();
        EventData data = codec.fromJson(
                SchemaSamples.sample(EventType.ACCOUNT_OPENED, true).toString().getBytes(StandardCharsets.UTF_8),
                EventType.ACCOUNT_OPENED.dataClass());
        EncodedEvent event = codec.encode(EventMessage.create("/tests", Clock.systemUTC(), data));

        assertThat(described).isEqualTo(event.headers().keySet());
        assertThat(texts(headers.get("required"))).containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void shouldOfferEveryTypeInBothDirections() {
        for (String action : List.of("send", "receive")) {
            Set<String> offered = new HashSet<>();
            for (JsonNode operation : DOCUMENT.get("operations")) {
                if (operation.get("action").asText().equals(action)) {
                    operation
                            .get("messages")
                            .forEach(reference -> offered.add(
                                    resolve(resolve(reference)).get("name").asText()));
                }
            }
            assertThat(offered)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(EventType.values()).map(EventType::type).toList());
        }
    }

    private static Stream<Topic> publicTopics() {
        return Stream.of(Topic.values()).filter(topic -> !topic.topicName().contains("dead-letters"));
    }

    private static JsonNode resolve(JsonNode reference) {
        JsonNode found = DOCUMENT.at(reference.get("$ref").asText().substring(1));
        assertThat(found.isMissingNode()).as(reference.toString()).isFalse();
        return found;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
