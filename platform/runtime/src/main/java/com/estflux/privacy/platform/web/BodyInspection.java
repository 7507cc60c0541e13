package com.estflux.privacy.platform.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.quarkus.runtime.BlockingOperationControl;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.InputHandler;
import org.jboss.resteasy.reactive.server.handlers.RequestDeserializeHandler;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Refuses bodies with what looks like a card number, or with NUL, before anything reads them (PF-2.2). JSON is looked at token by
 * token, so that escapes hide nothing. Figures in a body that declares {@link Measures} are measures, not numbers of
 * cards; a stream that declares {@link ChecksCardNumbersItself} is not read here.
 *
 * <p>Filters of each endpoint, which are told once what it declares: an interceptor of readers would be handed the
 * annotations parsed anew with every request, at several times the cost of looking at a small body.
 */
@Provider
class BodyInspection implements DynamicFeature {

    /** Whoever else may refuse a request does so before its body is read. */
    private static final int LAST = Priorities.USER + 1_000;

    /** A larger body is read, and looked at, on a worker thread; as Quarkus REST does it by default. */
    private static final int LARGE = 10_240;

    private static final List<String> OF_REQUESTS = List.of("jakarta.ws.rs.", "org.jboss.resteasy.reactive.");

    private final JsonFactory json = new JsonFactory();

    @Override
    public void configure(ResourceInfo endpoint, FeatureContext filters) {
        List<Parameter> bodies = Stream.of(endpoint.getResourceMethod().getParameters())
                .filter(BodyInspection::mayBeBody)
                .toList();
        if (!bodies.isEmpty() && !declare(bodies, ChecksCardNumbersItself.class)) {
            filters.register(new Reading(), LAST);
            filters.register(new Looking(declare(bodies, Measures.class)), LAST + 1);
        }
    }

    /** Whatever is not said to come from elsewhere in the request; a part of the path need not be said to. */
    private static boolean mayBeBody(Parameter parameter) {
        return Stream.of(parameter.getAnnotations())
                .map(annotation -> annotation.annotationType().getName())
                .noneMatch(name -> OF_REQUESTS.stream().anyMatch(name::startsWith));
    }

    private static boolean declare(List<Parameter> bodies, Class<? extends Annotation> annotation) {
        return bodies.stream().anyMatch(body -> body.isAnnotationPresent(annotation));
    }

    /** Whether the endpoint takes the body: a body nobody reads is not read here either. */
    private static boolean hasBodyRead(ResteasyReactiveRequestContext sent) {
        for (ServerRestHandler handler : sent.getTarget().getHandlerChain()) {
            if (handler instanceof RequestDeserializeHandler) {
                return true;
            }
        }
        return false;
    }

    private void refuseInJson(byte[] content, boolean measures) throws IOException {
        try (JsonParser parser = json.createParser(content)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean text = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
                if (text || (token.isNumeric() && !measures)) {
                    String value = parser.getText();
                    ControlCharacters.refuseNul(value);
                    CardNumberFilter.refuse(value);
                }
            }
        }
    }

    /** Has the body read where nobody may wait for it; elsewhere it is read as it is looked at. */
    private static final class Reading implements ContainerRequestFilter {

        private final InputHandler input = new InputHandler(LARGE, Infrastructure::getDefaultWorkerPool);

        @Override
        public void filter(ContainerRequestContext request) throws IOException {
            ResteasyReactiveRequestContext sent = CardNumberFilter.serverContext(request);
            if (BlockingOperationControl.isBlockingAllowed() || !hasBodyRead(sent)) {
                return;
            }
            try {
                input.handle(sent);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private final class Looking implements ContainerRequestFilter {

        private final boolean measures;

        private Looking(boolean measures) {
            this.measures = measures;
        }

        @Override
        public void filter(ContainerRequestContext request) throws IOException {
            ResteasyReactiveRequestContext sent = CardNumberFilter.serverContext(request);
            if (!hasBodyRead(sent)) {
                return;
            }
            byte[] content = sent.getInputStream().readAllBytes();
            try {
                refuseInJson(content, measures);
            } catch (JsonProcessingException notJson) {
                String text = new String(content, StandardCharsets.UTF_8);
                ControlCharacters.refuseNul(text);
                CardNumberFilter.refuse(text);
            }
            sent.setInputStream(new ByteArrayInputStream(content));
        }
    }
}
