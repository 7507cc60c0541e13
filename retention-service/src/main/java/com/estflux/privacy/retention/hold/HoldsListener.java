package com.estflux.privacy.retention.hold;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Follows holds. */
public interface HoldsListener {

    /** A hold on this subject's data, or on everybody's if null, was placed or released in the current transaction. */
    Uni<Void> holdsChanged(@Nullable UUID subjectId);
}
