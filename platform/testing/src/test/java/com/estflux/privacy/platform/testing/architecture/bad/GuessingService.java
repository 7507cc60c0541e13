package com.estflux.privacy.platform.testing.architecture.bad;

import java.util.Optional;
import java.util.UUID;

/** Reads ids the JDK's way. */
public class GuessingService {

    Optional<UUID> id(Optional<String> text) {
        return text.map(UUID::fromString);
    }
}
