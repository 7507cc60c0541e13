package com.estflux.privacy.platform.web;

import com.estflux.privacy.contracts.CardNumbers;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;

/**
 * Refuses requests with control characters, or what looks like a card number, in path, query or headers, before anything
 * reads them (PF-2.2); of bodies {@link BodyInspection} takes care.
 */
@Provider
class CardNumberFilter implements ContainerRequestFilter {

    private static final ProblemType CARD_NUMBER =
            new ProblemType("card-number-refused", 422, "The request holds what looks like a card number");

    @Override
    public void filter(ContainerRequestContext request) {
        refuseParameter(request.getUriInfo().getPath());
        // Asked of the server itself: JAX-RS would parse the address and copy every header first.
        ServerHttpRequest sent = serverContext(request).serverRequest();
        for (String name : sent.queryParamNames()) {
            refuseParameter(name);
            sent.getAllQueryParams(name).forEach(CardNumberFilter::refuseParameter);
        }
        for (Map.Entry<String, String> header : sent.getAllRequestHeaders()) {
            ControlCharacters.refuseInHeader(header.getValue());
            if (!header.getKey().equalsIgnoreCase("Authorization")) {
                refuse(header.getValue());
            }
        }
    }

    private static void refuseParameter(String text) {
        ControlCharacters.refuse(text);
        refuse(text);
    }

    /** Refuses a request with this text in it if that holds what looks like a card number. */
    static void refuse(String text) {
        if (CardNumbers.occurIn(text)) {
            throw new ProblemException(CARD_NUMBER, "remove it; payment data belongs to the payment processor only");
        }
    }

    /** The server's own view of a request. */
    static ResteasyReactiveRequestContext serverContext(ContainerRequestContext request) {
        return (ResteasyReactiveRequestContext)
                ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext();
    }
}
