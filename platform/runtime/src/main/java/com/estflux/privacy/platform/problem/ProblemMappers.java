package com.estflux.privacy.platform.problem;

import com.estflux.privacy.platform.transaction.Failures;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Answers every failure with a problem. None repeats what the client sent or what an exception says. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    private static final ProblemType UNAUTHENTICATED =
            new ProblemType("unauthenticated", 401, "A valid access token is required");
    private static final ProblemType FORBIDDEN =
            new ProblemType("forbidden", 403, "The caller's role does not allow it");
    private static final ProblemType MALFORMED = new ProblemType("malformed-body", 400, "The body cannot be read");
    private static final ProblemType INVALID = new ProblemType("invalid-request", 400, "The request is not valid");
    private static final ProblemType PARAMETER =
            new ProblemType("invalid-parameter", 400, "A parameter in the path or the query cannot be read");
    private static final ProblemType CONCURRENT =
            new ProblemType("concurrent-change", 409, "It was changed by someone else at the same time");
    private static final ProblemType UNAVAILABLE = new ProblemType("temporarily-unavailable", 503, "Try again shortly");
    private static final ProblemType INTERNAL = new ProblemType("internal-error", 500, "Something went wrong here");

    @ServerExceptionMapper
    Response problem(ProblemException problem) {
        return respond(problem).build();
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException missing) {
        return unauthenticated("Bearer");
    }

    @ServerExceptionMapper
    Response invalidToken(AuthenticationFailedException invalid) {
        if (Failures.areInfrastructure(invalid)) {
            return unexpected(invalid);
        }
        return unauthenticated("Bearer error=\"invalid_token\"");
    }

    private static Response unauthenticated(String challenge) {
        return respond(new ProblemException(UNAUTHENTICATED, null))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refused) {
        return respond(new ProblemException(FORBIDDEN, null)).build();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException invalid) {
        if (!(invalid instanceof ResteasyReactiveViolationException)
                || invalid.getConstraintViolations().stream().anyMatch(ProblemMappers::isOurs)) {
            return unexpected(invalid);
        }
        List<Map<String, String>> errors = invalid.getConstraintViolations().stream()
                .map(violation -> Map.of("field", field(violation), "rule", violation.getMessage()))
                .sorted((one, other) -> one.get("field").compareTo(other.get("field")))
                .toList();
        return respond(new ProblemException(INVALID, "see errors").with("errors", errors))
                .build();
    }

    /** Named although it is JSON too, because Quarkus maps it itself otherwise. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatched) {
        return malformed(mismatched);
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException malformed) {
        return respond(new ProblemException(MALFORMED, describe(malformed))).build();
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException refused) {
        if (refused.getCause() instanceof JsonProcessingException malformed) {
            return malformed(malformed);
        }
        Response response = refused.getResponse();
        if (response.getStatus() < 400) {
            return response;
        }
        if (response.getStatus() >= 500) {
            return unexpected(refused);
        }
        if (refused instanceof NotFoundException && refused.getCause() != null) {
            return respond(new ProblemException(PARAMETER, null)).build();
        }
        Response.ResponseBuilder problem = respond(new ProblemException(HttpProblems.of(response.getStatus()), null));
        String allowed = response.getHeaderString(HttpHeaders.ALLOW);
        return allowed == null
                ? problem.build()
                : problem.header(HttpHeaders.ALLOW, allowed).build();
    }

    @ServerExceptionMapper
    Response concurrent(OptimisticLockException lost) {
        return respond(new ProblemException(CONCURRENT, "read it again and repeat the request"))
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        if (Failures.areInfrastructure(failure)) {
            LOG.warnf("answered 503: %s", Failures.describe(failure));
            return respond(new ProblemException(UNAVAILABLE, null))
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        LOG.errorf("answered 500: %s", Failures.describe(failure));
        LOG.debug("answered 500", failure);
        return respond(new ProblemException(INTERNAL, null)).build();
    }

    private static Response.ResponseBuilder respond(ProblemException problem) {
        return Response.status(problem.type().status())
                .type(ProblemBody.MEDIA_TYPE)
                .entity(ProblemBody.of(problem));
    }

    /** What a method of ours returned broke its own rules. */
    private static boolean isOurs(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return true;
            }
        }
        return false;
    }

    /** The path below the method's parameter: names of the contract, never what was sent. */
    private static String field(ConstraintViolation<?> violation) {
        List<String> names = new java.util.ArrayList<>();
        for (Path.Node node : violation.getPropertyPath()) {
            names.add(node.getName() == null ? "" : node.getName());
        }
        return String.join(".", names.subList(Math.min(1, names.size()), names.size()));
    }

    private static @Nullable String describe(JsonProcessingException malformed) {
        if (malformed instanceof UnrecognizedPropertyException unknown) {
            return "it has a field that is not part of the contract; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (malformed instanceof JsonMappingException mapping) {
            return "a value does not fit at "
                    + mapping.getPath().stream().map(ProblemMappers::name).collect(Collectors.joining("."));
        }
        if (malformed instanceof StreamConstraintsException) {
            return "it is nested too deeply or holds a value that is too long";
        }
        var place = malformed.getLocation();
        return place == null ? "not JSON" : "not JSON, line " + place.getLineNr() + " column " + place.getColumnNr();
    }

    /** Names of the contract; the keys of a map are the sender's own. */
    private static String name(JsonMappingException.Reference reference) {
        if (reference.getFieldName() == null) {
            return "[]";
        }
        return reference.getFrom() instanceof Map ? "*" : reference.getFieldName();
    }
}
