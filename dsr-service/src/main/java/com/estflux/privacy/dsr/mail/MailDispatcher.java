package com.estflux.privacy.dsr.mail;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.dsr.config.Backoff;
import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.platform.transaction.Failures;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sends queued letters. A letter is leased in one transaction, sent outside of any, and forgotten in another: a process
 * that dies in between sends it again under the same Message-ID, by which mail systems recognise it.
 */
@ApplicationScoped
class MailDispatcher {

    private static final Logger LOG = Logger.getLogger(MailDispatcher.class);

    private final MailRepository mails;
    private final MailQueue queue;
    private final ReactiveMailer mailer;
    private final RequestService requests;
    private final Transactions transactions;
    private final DsrConfig.Mail config;
    private final Clock clock;

    MailDispatcher(
            MailRepository mails,
            MailQueue queue,
            ReactiveMailer mailer,
            RequestService requests,
            Transactions transactions,
            DsrConfig config,
            Clock clock) {
        this.mails = mails;
        this.queue = queue;
        this.mailer = mailer;
        this.requests = requests;
        this.transactions = transactions;
        this.config = config.mail();
        this.clock = clock;
    }

    private record Leased(UUID mailId, UUID requestId, int tries, Letter letter) {}

    @Scheduled(every = "${estflux.dsr.sweep-every}", concurrentExecution = SKIP, identity = "mail-dispatcher")
    Uni<Void> dispatch() {
        return transactions.run(this::lease).chain(leased -> Multi.createFrom()
                .iterable(leased)
                .onItem()
                .transformToUniAndConcatenate(this::send)
                .collect()
                .last());
    }

    private Uni<List<Leased>> lease() {
        return mails.claim(clock.instant())
                .map(claimed -> claimed.stream().map(this::leased).toList());
    }

    private Leased leased(MailEntity mail) {
        mail.tryAgainAt(clock.instant().plus(config.attemptTimeout()));
        return new Leased(mail.mailId(), mail.requestId(), mail.tries(), queue.open(mail));
    }

    private Uni<Void> send(Leased leased) {
        Letter letter = leased.letter();
        Mail mail = Mail.withText(letter.to(), letter.subject(), letter.text())
                .addHeader("Message-ID", "<" + leased.mailId() + "@" + config.messageIdDomain() + ">")
                .addHeader("Auto-Submitted", "auto-generated");
        return mailer.send(mail)
                .ifNoItem()
                .after(config.attemptTimeout().dividedBy(2))
                .fail()
                .chain(() -> transactions.run(() -> sent(leased)))
                .onFailure()
                .recoverWithUni(failure -> retryLater(leased, failure));
    }

    private Uni<Void> sent(Leased leased) {
        return requests.lock(leased.requestId())
                .chain(request -> requests.note(
                        request, "letter-sent", Actor.SYSTEM, leased.letter().kind()))
                .chain(() -> mails.deleteById(leased.mailId()))
                .replaceWithVoid();
    }

    private Uni<Void> retryLater(Leased leased, Throwable failure) {
        Duration pause = Backoff.after(leased.tries(), config.firstRetry(), config.longestRetry());
        LOG.warnf("letter %s not sent, next try in %s: %s", leased.mailId(), pause, Failures.describe(failure));
        return transactions
                .run(() -> mails.update(
                        "nextTryAt = ?1 where mailId = ?2", clock.instant().plus(pause), leased.mailId()))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }
}
