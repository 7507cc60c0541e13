/** Choices of web visitors: banner, browser signals, and what becomes of them at login (PF-8). */
@NullMarked
package com.estflux.privacy.consent.visitor;

import org.jspecify.annotations.NullMarked;
