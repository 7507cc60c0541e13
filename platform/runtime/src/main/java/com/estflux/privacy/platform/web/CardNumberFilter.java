package com.estflux.privacy.platform.web;

import com.estflux.privacy.contracts.CardNumbers;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;

/**
 * Refuses requests with what looks like a card number, wherever it is, before anything reads it (PF-2.2). JSON is looked
 * at token by token, so that escapes hide nothing. Figures in the body of an endpoint that declares
 * {@link Measures} are measures, not numbers of cards; a stream that declares {@link ChecksCardNumbersItself} is not
 * read here.
 */
@Provider
class CardNumberFilter implements ContainerRequestFilter, ReaderInterceptor {

    private static final ProblemType CARD_NUMBER =
            new ProblemType("card-number-refused", 422, "The request holds what looks like a card number");

    private final JsonFactory json = new JsonFactory();

    @Override
    public void filter(ContainerRequestContext request) {
        refuse(request.getUriInfo().getPath());
        // Asked of the server itself: JAX-RS would parse the address and copy every header first.
        ServerHttpRequest sent = ((ResteasyReactiveRequestContext)
                        ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext())
                .serverRequest();
        for (String name : sent.queryParamNames()) {
            refuse(name);
            sent.getAllQueryParams(name).forEach(CardNumberFilter::refuse);
        }
        for (Map.Entry<String, String> header : sent.getAllRequestHeaders()) {
            if (!header.getKey().equalsIgnoreCase("Authorization")) {
                refuse(header.getValue());
            }
        }
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        if (declares(body, ChecksCardNumbersItself.class)) {
            return body.proceed();
        }
        byte[] content = body.getInputStream().readAllBytes();
        boolean measures = declares(body, Measures.class);
        try {
            refuseInJson(content, measures);
        } catch (JsonProcessingException notJson) {
            refuse(new String(content, StandardCharsets.UTF_8));
        }
        body.setInputStream(new ByteArrayInputStream(content));
        return body.proceed();
    }

    private static boolean declares(ReaderInterceptorContext body, Class<? extends Annotation> annotation) {
        return Stream.of(body.getAnnotations()).anyMatch(annotation::isInstance);
    }

    private void refuseInJson(byte[] content, boolean measures) throws IOException {
        try (JsonParser parser = json.createParser(content)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean text = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
                if (text || (token.isNumeric() && !measures)) {
                    refuse(parser.getText());
                }
            }
        }
    }

    private static void refuse(String text) {
        if (CardNumbers.occurIn(text)) {
            throw new ProblemException(CARD_NUMBER, "remove it; payment data belongs to the payment processor only");
        }
    }
}
