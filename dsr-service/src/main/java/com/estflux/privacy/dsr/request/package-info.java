/** Requests of data subjects: where each stands, what happened to it, who may see it. */
@NullMarked
package com.estflux.privacy.dsr.request;

import org.jspecify.annotations.NullMarked;
