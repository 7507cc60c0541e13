package com.estflux.privacy.metrics.admission;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an endpoint that takes large bodies: a request is read only if there is room for it, and answered 429 with {@code
 * Retry-After} otherwise (503 if it is Prometheus, which by default gives up what it is told 429 about).
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Admitted {}
