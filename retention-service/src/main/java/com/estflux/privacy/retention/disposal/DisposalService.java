package com.estflux.privacy.retention.disposal;

import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows disposals; of what is over, nothing in them names the person. */
@ApplicationScoped
class DisposalService {

    private final DisposalRepository disposals;

    DisposalService(DisposalRepository disposals) {
        this.disposals = disposals;
    }

    @WithSession
    Uni<Page<DisposalView>> list(@Nullable DisposalStatus status, @Nullable UUID after, PageRequest page) {
        return disposals.page(status, after, page.limit()).chain(found -> disposals
                .answers(found.stream().map(one -> one.disposalId).toList())
                .map(answers -> Page.of(
                        found.stream()
                                .map(disposal -> DisposalView.of(disposal, answers))
                                .toList(),
                        page,
                        last -> last.disposalId().toString())));
    }

    @WithSession
    Uni<DisposalView> find(UUID disposalId) {
        return disposals
                .findById(disposalId)
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .chain(disposal ->
                        disposals.answers(List.of(disposalId)).map(answers -> DisposalView.of(disposal, answers)));
    }
}
