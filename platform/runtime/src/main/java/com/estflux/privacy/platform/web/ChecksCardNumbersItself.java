package com.estflux.privacy.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a body that is read as a stream, for example {@code InputStream}: it is handed over unread, because looking at it
 * first would keep all of it in memory. Whoever takes it passes every record through
 * {@link com.estflux.privacy.contracts.CardNumbers} before storing it (PF-2.2).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface ChecksCardNumbersItself {}
