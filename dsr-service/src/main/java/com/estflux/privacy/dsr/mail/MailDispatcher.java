package com.estflux.privacy.dsr.mail;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.dsr.config.Backoff;
import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.Alerts;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.platform.transaction.Failures;
import com.estflux.privacy.platform.transaction.RecurringWork;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sends queued letters. A letter is leased in one transaction, sent outside of any, and forgotten in another: a process
 * that dies in between sends it again under the same Message-ID, by which mail systems recognise it. Each letter fails
 * alone: it is tried again after growing pauses, and given up after so many tries, which an officer is told of.
 */
@ApplicationScoped
class MailDispatcher {

    private static final Logger LOG = Logger.getLogger(MailDispatcher.class);

    private static final int MOST_AT_ONCE = 500;

    private final MailRepository mails;
    private final MailQueue queue;
    private final ReactiveMailer mailer;
    private final RequestService requests;
    private final Alerts alerts;
    private final Transactions transactions;
    private final DsrConfig.Mail config;
    private final Clock clock;

    MailDispatcher(
            MailRepository mails,
            MailQueue queue,
            ReactiveMailer mailer,
            RequestService requests,
            Alerts alerts,
            Transactions transactions,
            DsrConfig config,
            Clock clock) {
        this.mails = mails;
        this.queue = queue;
        this.mailer = mailer;
        this.requests = requests;
        this.alerts = alerts;
        this.transactions = transactions;
        this.config = config.mail();
        this.clock = clock;
    }

    /** One after the other, each leased only when its turn comes; what happens to one is nothing to the next. */
    @Scheduled(every = "${estflux.dsr.sweep-every}", concurrentExecution = SKIP, identity = "mail-dispatcher")
    Uni<Void> dispatch() {
        return RecurringWork.attempt(
                LOG,
                "letters not sent, next time",
                Multi.createBy()
                        .repeating()
                        .uni(this::dispatchNext)
                        .whilst(found -> found)
                        .select()
                        .first(MOST_AT_ONCE)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Boolean> dispatchNext() {
        return transactions
                .run(this::lease)
                .chain(leased -> leased.isEmpty()
                        ? Uni.createFrom().item(false)
                        : send(leased.get()).replaceWith(true));
    }

    private Uni<Optional<MailEntity>> lease() {
        return mails.claim(clock.instant())
                .invoke(claimed -> claimed.ifPresent(
                        mail -> mail.tryAgainAt(clock.instant().plus(config.attemptTimeout()))));
    }

    private Uni<Void> send(MailEntity leased) {
        // Deferred: a letter that cannot be opened or addressed fails like one that cannot be sent.
        return Uni.createFrom()
                .deferred(() -> mailer.send(mail(leased)))
                .ifNoItem()
                .after(config.attemptTimeout().dividedBy(2))
                .fail()
                .chain(() -> transactions.run(() -> sent(leased)))
                .onFailure()
                .recoverWithUni(failure -> failed(leased, failure));
    }

    private Mail mail(MailEntity leased) {
        Letter letter = queue.open(leased);
        return Mail.withText(letter.to(), letter.subject(), letter.text())
                .addHeader("Message-ID", "<" + leased.mailId() + "@" + config.messageIdDomain() + ">")
                .addHeader("Auto-Submitted", "auto-generated");
    }

    private Uni<Void> sent(MailEntity leased) {
        return requests.lock(leased.requestId())
                .chain(request -> requests.note(request, "letter-sent", Actor.SYSTEM, leased.kind()))
                .chain(() -> mails.deleteById(leased.mailId()))
                .replaceWithVoid();
    }

    private Uni<Void> failed(MailEntity leased, Throwable failure) {
        boolean last = leased.tries() >= config.maxTries();
        Uni<Void> next = last ? giveUp(leased) : retryLater(leased, failure);
        return RecurringWork.attempt(LOG, "letter " + leased.mailId() + " stays leased", next);
    }

    private Uni<Void> giveUp(MailEntity leased) {
        Instant now = clock.instant();
        return transactions.run(
                () -> requests.lock(leased.requestId()).chain(request -> mails.giveUp(leased.mailId(), now)
                        .chain(() -> requests.note(request, "letter-not-delivered", Actor.SYSTEM, leased.kind()))
                        .chain(() -> alerts.raise(request, Alerts.Kind.LETTER_GIVEN_UP, null, leased.kind()))));
    }

    private Uni<Void> retryLater(MailEntity leased, Throwable failure) {
        Duration pause = Backoff.after(leased.tries(), config.firstRetry(), config.longestRetry());
        LOG.warnf("letter %s not sent, next try in %s: %s", leased.mailId(), pause, Failures.describe(failure));
        return transactions
                .run(() -> mails.tryAgainAt(leased.mailId(), clock.instant().plus(pause)))
                .replaceWithVoid();
    }
}
