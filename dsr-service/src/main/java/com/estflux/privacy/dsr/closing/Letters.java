package com.estflux.privacy.dsr.closing;

import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.dsr.mail.Letter;
import com.estflux.privacy.dsr.request.RequestEntity;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;

/** The letters people get, in their language: what was done, what is kept, why and until when, where to complain. */
public final class Letters {

    /** The kind of letters with a one-time code. */
    public static final String IDENTITY_CODE = "identity-code";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

    private final Locale locale;
    private final ResourceBundle texts;

    private Letters(Locale locale) {
        this.locale = locale;
        // Never the server's own language.
        this.texts =
                ResourceBundle.getBundle("letters", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** Letters in a language: en, et or ru. */
    public static Letters in(String language) {
        return new Letters(Locale.forLanguageTag(language));
    }

    /** The one-time code. */
    public Letter identityCode(String address, String code, Duration validity) {
        return letter(IDENTITY_CODE, address, text("code.text", code, validity.toMinutes()));
    }

    /**
     * What was done.
     *
     * @param lastBackup the last Tallinn date on which a backup made before the erasure may still exist
     */
    Letter carriedOut(String address, RequestEntity request, List<StoreReport> stores, LocalDate lastBackup) {
        List<CategoryOutcome> outcomes =
                stores.stream().flatMap(store -> store.outcomes().stream()).toList();
        String done = outcomes.stream()
                .filter(outcome -> outcome.outcome() != Outcome.RETAINED && outcome.outcome() != Outcome.NOT_FOUND)
                .map(outcome -> text("done.line", category(outcome), text("outcome." + outcome.outcome())))
                .distinct()
                .collect(Collectors.joining("\n"));
        String kept = outcomes.stream()
                .filter(outcome -> outcome.outcome() == Outcome.RETAINED)
                .map(this::kept)
                .distinct()
                .collect(Collectors.joining("\n"));
        String body = text("done.text", reference(request), text("right." + request.right()))
                + section("done.heading", done)
                + section("kept.heading", kept)
                + (request.right() == Right.ERASURE ? "\n\n" + text("backups", DATE.format(lastBackup)) : "");
        return letter("carried-out", address, body + "\n\n" + text("certificate", reference(request)));
    }

    /** What an officer answered. */
    Letter answered(String address, RequestEntity request, String outcome) {
        return letter(
                "answered",
                address,
                text("answered.text", reference(request), text("right." + request.right()), outcome));
    }

    /** That the request is refused, and why. */
    Letter refused(String address, RequestEntity request, String reason) {
        return letter(
                "refused", address, text("refused.text", reference(request), text("right." + request.right()), reason));
    }

    /** That the request was taken back. */
    Letter withdrawn(String address, RequestEntity request) {
        return letter(
                "withdrawn", address, text("withdrawn.text", reference(request), text("right." + request.right())));
    }

    /** That it takes longer, and why. */
    Letter extended(String address, RequestEntity request, String reason) {
        return letter(
                "extended",
                address,
                text(
                        "extended.text",
                        reference(request),
                        text("right." + request.right()),
                        text("extended." + reason),
                        DATE.format(request.statutoryDueOn())));
    }

    private String kept(CategoryOutcome outcome) {
        String until = outcome.retainUntil() == null
                ? text("kept.open")
                : text("kept.until", DATE.format(outcome.retainUntil()));
        String basis = outcome.legalBasis() == null ? text("kept.basis") : outcome.legalBasis();
        return text("kept.line", category(outcome), basis, until);
    }

    private String section(String heading, String lines) {
        return lines.isEmpty() ? "" : "\n\n" + text(heading) + "\n" + lines;
    }

    private String category(CategoryOutcome outcome) {
        String key = "category." + outcome.category().key();
        return texts.containsKey(key)
                ? texts.getString(key)
                : outcome.category().key();
    }

    private Letter letter(String kind, String address, String body) {
        String text = text("greeting") + "\n\n" + body + "\n\n" + text("complaint") + "\n\n" + text("signature") + "\n";
        return new Letter(kind, address, text(kind + ".subject"), text);
    }

    private static String reference(RequestEntity request) {
        return request.requestId().toString();
    }

    private String text(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), locale).format(arguments);
    }
}
