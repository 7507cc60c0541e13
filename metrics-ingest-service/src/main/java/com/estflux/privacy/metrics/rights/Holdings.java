package com.estflux.privacy.metrics.rights;

import com.estflux.privacy.metrics.rights.HoldingsRepository.Part;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What is held of a subject, by category, as record ids. */
@ApplicationScoped
class Holdings {

    private final HoldingsRepository repository;

    Holdings(HoldingsRepository repository) {
        this.repository = repository;
    }

    /** The record ids of each category. */
    record Held(List<String> assignments, List<String> traffic, List<String> resources) {}

    /** What is held, in the current transaction. */
    Uni<Held> of(UUID subjectId) {
        return repository
                .assignments(subjectId)
                .chain(assignments -> repository.usage(subjectId, Part.TRAFFIC).chain(traffic -> repository
                        .usage(subjectId, Part.RESOURCES)
                        .map(resources -> new Held(assignments, traffic, resources))));
    }
}
