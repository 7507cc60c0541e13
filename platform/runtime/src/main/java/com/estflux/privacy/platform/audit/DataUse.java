package com.estflux.privacy.platform.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One use of a person's data, in the words of Estonia's data tracker (andmejälgija).
 *
 * @param logtime when, UTC
 * @param action what was done, for example {@code subject.read}
 * @param receiver who did it or received the data: {@code EstFlux staff}, the name of a system, or the service itself; a
 *     member of staff is not named here, the audit log holds who it was
 * @param operation the operation of the service's API, null if none
 * @param purpose code of the reason given, null if none was
 */
public record DataUse(
        Instant logtime,
        String action,
        String receiver,
        @Nullable String operation,
        @Nullable String purpose) {}
