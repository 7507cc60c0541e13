package com.estflux.privacy.consent.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Completes the description of the API with what holds everywhere: problems, names and examples. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ApiDescription implements OASFilter {

    private static final String PROBLEM = "Problem";
    private static final Map<Integer, String> TITLES = Map.of(
            400, "The request is malformed, or a value in it is not valid",
            401, "A valid access token is required",
            403, "The caller's role does not allow it",
            404, "There is no such thing, or it is another person's",
            409, "It does not fit the state of what it is about",
            412, "It has changed since it was read",
            413, "The body is too large",
            415, "The body's media type is not supported",
            422, "It can be read, but is not accepted",
            503, "Temporarily unavailable: repeat it after Retry-After seconds");
    private static final String TOO_MANY = "Too many requests without a token: repeat it after Retry-After seconds";

    /** Made by the description itself. */
    public ApiDescription() {}

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null || api.getPaths() == null) {
            return;
        }
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        if (schemas != null) {
            schemas.values().forEach(ApiDescription::exemplify);
        }
        api.getComponents().addSchema(PROBLEM, problem());
        api.getPaths().getPathItems().forEach((path, item) -> describe(path, item));
    }

    private static void describe(String path, PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            if (operation.getParameters() != null) {
                operation.getParameters().forEach(ApiDescription::describe);
            }
            if (item.getParameters() != null) {
                item.getParameters().forEach(ApiDescription::describe);
            }
            boolean changes = method != PathItem.HttpMethod.GET;
            boolean secured = operation.getResponses().getAPIResponse("401") != null;
            addProblems(operation, new Circumstances(path, changes, secured));
        });
    }

    private record Circumstances(String path, boolean changes, boolean secured) {}

    private static void addProblems(Operation operation, Circumstances here) {
        add(operation, 503);
        if (here.secured()) {
            add(operation, 401);
            add(operation, 403);
        } else {
            add(operation, 429);
        }
        if (here.path().contains("{") || operation.getParameters() != null || here.changes()) {
            add(operation, 400);
        }
        if (here.path().contains("{") || here.path().endsWith("/current")) {
            add(operation, 404);
        }
        if (operation.getRequestBody() != null) {
            add(operation, 413);
            add(operation, 415);
        }
        if (here.changes() && !here.path().endsWith("/query")) {
            add(operation, 409);
            add(operation, 422);
        }
        if (here.path().endsWith("/consents/{purpose}") && here.changes()) {
            add(operation, 412);
        }
    }

    private static void add(Operation operation, int status) {
        String title = status == 429 ? TOO_MANY : TITLES.get(status);
        Content content = OASFactory.createContent()
                .addMediaType(
                        "application/problem+json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM))
                                .example(example(status)));
        APIResponse response = OASFactory.createAPIResponse().description(title).content(content);
        operation.getResponses().addAPIResponse(Integer.toString(status), response);
    }

    private static Map<String, Object> example(int status) {
        return switch (status) {
            case 401 -> problem(status, "unauthenticated", "A valid access token is required");
            case 403 -> problem(status, "forbidden", "The caller's role does not allow it");
            case 404 -> problem(status, "not-found", "Not found");
            case 409 -> problem(status, "stale-notice", "The notice shown is not the current one");
            case 412 -> problem(status, "precondition-failed", "It has changed since it was read");
            case 413 -> problem(status, "body-too-large", "The body is too large");
            case 415 -> problem(status, "unsupported-media-type", "The body's media type is not supported");
            case 422 -> problem(status, "idempotency-key-reused", "The Idempotency-Key belongs to another request");
            case 429 -> problem(status, "too-many-requests", "Too many requests");
            case 503 -> problem(status, "temporarily-unavailable", "Try again shortly");
            default -> problem(status, "invalid-request", "The request is not valid");
        };
    }

    private static Map<String, Object> problem(int status, String slug, String title) {
        return Map.of("type", "https://estflux.com/problems/" + slug, "title", title, "status", status);
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("A problem (RFC 9457); some kinds have further members, as currentVersion or errors")
                .required(List.of("type", "title", "status"))
                .addProperty("type", text("URI of its kind: stable, to act on"))
                .addProperty("title", text("The same for every occurrence, for people"))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text("What to change"));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }

    private static void exemplify(Schema schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                Object example = Names.EXAMPLES.get(name);
                if (example != null && fits(property, example) && property.getExamples() == null) {
                    property.setExamples(List.of(example));
                }
            });
        }
    }

    /** The same name may be a number in one place and a text in another. */
    private static boolean fits(Schema property, Object example) {
        if (property.getRef() != null
                || property.getType() == null
                || property.getType().isEmpty()) {
            return property.getRef() == null;
        }
        String expected = example instanceof Integer
                ? "integer"
                : example instanceof Boolean ? "boolean" : example instanceof List ? "array" : "string";
        return property.getType().stream()
                .anyMatch(type -> type.toString().toLowerCase(Locale.ROOT).equals(expected));
    }

    private static void describe(Parameter parameter) {
        if (parameter.getDescription() == null) {
            parameter.setDescription(Names.DESCRIPTIONS.get(parameter.getName()));
        }
        if (parameter.getExample() == null && Names.EXAMPLES.containsKey(parameter.getName())) {
            parameter.setExample(Names.EXAMPLES.get(parameter.getName()));
        }
    }
}
