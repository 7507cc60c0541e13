package com.estflux.privacy.platform.deletion;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.platform.transaction.JsonQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Sees to it that an erasure honours the holds this store knows, also those its plan did not know. */
@ApplicationScoped
public class HeldData {

    private static final String HOLDS_ON = "SELECT cast(holds_on($1) AS text)";

    HeldData() {}

    /**
     * An erasure as the holds known here leave it, in the current transaction; none is taken in before that ends.
     *
     * @param held the categories the store holds
     */
    public Uni<SubjectErase> spare(SubjectErase command, Collection<DataCategory> held) {
        return JsonQuery.ofSession()
                .ask(HOLDS_ON, command.subjectId().toString())
                .map(known -> Sparing.apply(command, held, KnownHold.all(known)));
    }

    /** Tells whether a hold known here covers anything a subject has of a category; in the current transaction. */
    public Uni<Predicate<DataCategory>> categoriesOf(UUID subjectId) {
        return JsonQuery.ofSession().ask(HOLDS_ON, subjectId.toString()).map(known -> {
            List<KnownHold> holds = KnownHold.all(known);
            return category -> holds.stream().anyMatch(hold -> hold.concerns(category));
        });
    }
}
