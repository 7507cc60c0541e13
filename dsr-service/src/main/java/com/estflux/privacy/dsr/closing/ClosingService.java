package com.estflux.privacy.dsr.closing;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.mail.Letter;
import com.estflux.privacy.dsr.mail.MailQueue;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ends requests: with a certificate, by an officer's word, or because the person took them back. Then writes to them. */
@ApplicationScoped
public class ClosingService {

    private final RequestService requests;
    private final CertificateRepository certificates;
    private final CertificateSigner signer;
    private final MailQueue mail;
    private final ObjectMapper json;
    private final DsrConfig config;
    private final Clock clock;

    ClosingService(
            RequestService requests,
            CertificateRepository certificates,
            CertificateSigner signer,
            MailQueue mail,
            ObjectMapper json,
            DsrConfig config,
            Clock clock) {
        this.requests = requests;
        this.certificates = certificates;
        this.signer = signer;
        this.mail = mail;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /** Ends a locked request that every store has carried out: certificate, event and letter, in this transaction. */
    public Uni<Void> complete(RequestEntity request, @Nullable PlanProposed plan, List<StoreReport> stores) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String jws = signer.jws(bytes(certificate(request, plan, stores, now)));
        requests.conclude(request, "carried-out", null);
        return certificates
                .persist(new CertificateEntity(request.requestId(), jws, now))
                .chain(() -> requests.take(request, Step.COMPLETE, Actor.SYSTEM, "certified"))
                .chain(() -> write(
                        request, address -> letters(request).carriedOut(address, request, stores, lastBackup(now))));
    }

    /** Ends a request an officer dealt with by hand, with an outcome code. */
    @WithTransaction
    Uni<RequestView> completeByHand(UUID requestId, String outcome, @Nullable String note, Actor officer) {
        return end(requestId, Step.COMPLETE_BY_HAND, outcome, note, officer, (request, address) -> letters(request)
                .answered(address, request, outcome));
    }

    /** Refuses a request, with a reason code. */
    @WithTransaction
    Uni<RequestView> refuse(UUID requestId, String reason, @Nullable String note, Actor officer) {
        return end(requestId, Step.REFUSE, reason, note, officer, (request, address) -> letters(request)
                .refused(address, request, reason));
    }

    /** Takes a request back. */
    @WithTransaction
    Uni<RequestView> withdraw(UUID requestId, Actor actor) {
        return end(requestId, Step.WITHDRAW, "withdrawn", null, actor, (request, address) -> letters(request)
                .withdrawn(address, request));
    }

    /** Extends the statutory date and tells the person, which the law wants done within a month (Art. 12(3)). */
    @WithTransaction
    Uni<RequestView> extend(UUID requestId, String reason, Actor officer) {
        return requests.lock(requestId)
                .invoke(request -> ExtensionRule.check(request, clock))
                .chain(request -> {
                    String address = requests.contact(request).orElseThrow(ExtensionRule::noAddress);
                    return requests.extend(request, reason, officer)
                            .call(() -> mail.enqueue(requestId, letters(request).extended(address, request, reason)));
                })
                .map(RequestView::of);
    }

    /** The certificate of a request; 404 while there is none. */
    @WithTransaction
    Uni<CertificateView> certificate(UUID requestId, Actor reader) {
        return certificates
                .findById(requestId)
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .call(() -> requests.lock(requestId)
                        .chain(request -> requests.note(request, "certificate-read", reader, null)))
                .map(found -> new CertificateView(requestId, found.issuedAt(), found.jws()));
    }

    private interface LetterWriter {
        Letter write(RequestEntity request, String address);
    }

    private Uni<RequestView> end(
            UUID requestId, Step step, String code, @Nullable String note, Actor actor, LetterWriter writer) {
        return requests.lock(requestId)
                .chain(request -> requests.take(request, step, actor, code))
                .invoke(request -> requests.conclude(request, code, note))
                .call(() -> mail.drop(requestId, Letters.IDENTITY_CODE))
                .call(request -> write(request, address -> writer.write(request, address)))
                .map(RequestView::of);
    }

    /** The address moves into the letter, which goes when it has been sent; the request forgets it now. */
    private Uni<Void> write(RequestEntity request, Function<String, Letter> letter) {
        Optional<String> address = requests.contact(request);
        requests.forgetContact(request);
        return address.isPresent()
                ? mail.enqueue(request.requestId(), letter.apply(address.get()))
                : requests.note(request, "no-address", Actor.SYSTEM, "closing");
    }

    private Certificate certificate(
            RequestEntity request, @Nullable PlanProposed plan, List<StoreReport> stores, Instant now) {
        return new Certificate(
                config.certificate().issuer(),
                EventMessage.newId(),
                now.getEpochSecond(),
                request.subjectId(),
                request.requestId(),
                request.right(),
                request.receivedOn(),
                request.dueOn(),
                plan == null ? null : new Certificate.Plan(plan.planId(), plan.revision(), plan.digest()),
                stores);
    }

    private static LocalDate lastBackup(Instant erasedAt) {
        return LocalDate.ofInstant(erasedAt, Tallinn.ZONE).plusDays(Topic.OLDEST_RESTORABLE_BACKUP.toDays());
    }

    private static Letters letters(RequestEntity request) {
        return Letters.in(request.language());
    }

    private byte[] bytes(Certificate certificate) {
        try {
            return json.writeValueAsBytes(certificate);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
