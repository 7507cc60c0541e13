package com.estflux.privacy.stack.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.stack.LocalStack;
import com.estflux.privacy.stack.Progress;
import com.estflux.privacy.stack.StackOptions;
import com.estflux.privacy.stack.StackPorts;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The story of the demo, on the packaged suite, with one day of samples. */
class StoryIT {

    private static LocalStack stack;

    @BeforeAll
    static void start() {
        Path root = Path.of(System.getProperty("estflux.root"));
        Path data = root.resolve("deploy/local/stack/target/story-data");
        stack = LocalStack.start(
                new StackOptions(root, data, StackPorts.free(), true, false), new Progress(System.out));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void shouldForgetOneCustomerEverywhereAndNobodyElse() {
        Story story = Story.brief(stack, new Progress(System.out));
        story.live();
        story.remember();

        JsonNode plan = story.askToBeForgotten();
        assertThat(treatments(plan))
                .containsEntry("account", "erase")
                .containsEntry("payment-method", "erase")
                .containsEntry("billing-record", "retain")
                .containsEntry("ip-assignment", "erase")
                .containsEntry("traffic-volume", "anonymise")
                .containsEntry("support-correspondence", "retain")
                .containsEntry("consent-record", "anonymise");

        story.beForgotten(plan);
        JsonNode certificate = story.close();
        assertThat(certificate.path("caseId").asText())
                .isEqualTo(story.erasure().requestId());
        assertThat(certificate.path("stores").findValuesAsText("storeId"))
                .containsExactlyInAnyOrder("account", "billing", "support", "consent", "metrics", "retention", "dsr");
        assertThat(story.erasure().tasks())
                .allSatisfy(task -> assertThat(task.path("status").asText()).isEqualToIgnoringCase("completed"));

        story.lookForTraces(plan);
        story.compareOthers();
    }

    private static Map<String, String> treatments(JsonNode plan) {
        Map<String, String> treatments = new HashMap<>();
        plan.path("items")
                .forEach(item -> treatments.put(
                        item.path("category").asText(), item.path("treatment").asText()));
        return treatments;
    }
}
