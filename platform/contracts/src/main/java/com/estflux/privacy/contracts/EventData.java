package com.estflux.privacy.contracts;

/** The data of an event: a record whose components are ids, dates and figures, never a direct identifier. */
public interface EventData {}
