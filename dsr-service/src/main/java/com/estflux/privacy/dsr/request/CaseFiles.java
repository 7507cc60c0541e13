package com.estflux.privacy.dsr.request;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Requests as records that are themselves personal data: what is held of a person, and how it goes. */
@ApplicationScoped
public class CaseFiles {

    private final RequestRepository requests;

    CaseFiles(RequestRepository requests) {
        this.requests = requests;
    }

    /**
     * What was done with a person's cases.
     *
     * @param erased ids of those that are gone, with everything that belonged to them
     * @param kept ids of those that stay
     */
    public record Result(List<String> erased, List<String> kept) {

        /** Copies the lists, so that the record cannot change. */
        public Result {
            erased = List.copyOf(erased);
            kept = List.copyOf(kept);
        }
    }

    /** Ids of the cases of a person. */
    public Uni<List<String>> of(UUID subjectId) {
        return requests.list("subjectId = ?1 order by requestId", subjectId).map(CaseFiles::ids);
    }

    /**
     * Erases a person's closed cases, in the current transaction; those kept lose addresses and free text.
     *
     * @param keep ids of closed cases to keep; open ones are always kept, as they are
     */
    public Uni<Result> eraseBut(UUID subjectId, Set<String> keep) {
        return requests.ofSubjectLocked(subjectId).chain(all -> {
            List<RequestEntity> gone = all.stream()
                    .filter(request -> isClosed(request)
                            && !keep.contains(request.requestId().toString()))
                    .toList();
            List<RequestEntity> kept =
                    all.stream().filter(request -> !gone.contains(request)).toList();
            kept.stream().filter(CaseFiles::isClosed).forEach(RequestEntity::forgetText);
            return delete(gone).replaceWith(new Result(ids(gone), ids(kept)));
        });
    }

    /** Erases closed cases whose time has come, in the current transaction; open ones stay. */
    public Uni<Result> dispose(UUID subjectId, Set<String> due) {
        return requests.ofSubjectLocked(subjectId).chain(all -> {
            List<RequestEntity> meant = all.stream()
                    .filter(request -> due.contains(request.requestId().toString()))
                    .toList();
            List<RequestEntity> gone =
                    meant.stream().filter(CaseFiles::isClosed).toList();
            List<RequestEntity> kept =
                    meant.stream().filter(request -> !isClosed(request)).toList();
            return delete(gone).replaceWith(new Result(ids(gone), ids(kept)));
        });
    }

    /** Everything that belongs to a case goes with it, by its foreign keys. */
    private Uni<Void> delete(List<RequestEntity> gone) {
        return Multi.createFrom()
                .iterable(gone)
                .onItem()
                .transformToUniAndConcatenate(requests::delete)
                .collect()
                .last();
    }

    private static boolean isClosed(RequestEntity request) {
        return Step.isFinal(request.status());
    }

    private static List<String> ids(List<RequestEntity> rows) {
        return rows.stream().map(request -> request.requestId().toString()).toList();
    }
}
