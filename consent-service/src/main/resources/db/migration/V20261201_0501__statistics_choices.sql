-- What a person, and each visitor who turned out to be them, chose or signalled about statistics: facts with a time and a
-- kind. Their consent to web-analytics is a function of all of them, whatever order they became known in (ADR 28). The
-- source is the visitor's id; the person's own switch has the nil UUID.
CREATE TABLE statistics_choice (
    subject_id     uuid        NOT NULL,
    source         uuid        NOT NULL,
    kind           text        NOT NULL,
    granted        boolean     NOT NULL,
    made_at        timestamptz NOT NULL,
    notice_version integer,
    language       text,
    CONSTRAINT statistics_choice_pk PRIMARY KEY (subject_id, source, kind, made_at, granted),
    CONSTRAINT statistics_choice_kind_ck CHECK (kind IN ('explicit', 'signal')),
    CONSTRAINT statistics_choice_signal_ck CHECK (kind = 'explicit' OR NOT granted)
);

INSERT INTO statistics_choice (subject_id, source, kind, granted, made_at, notice_version, language)
SELECT subject_id, visitor_id, 'explicit', choice = 'granted', chosen_at, notice_version, language FROM visitor
WHERE subject_id IS NOT NULL AND choice IS NOT NULL AND chosen_at IS NOT NULL
UNION ALL
SELECT subject_id, visitor_id, 'signal', false, signalled_at, NULL, NULL FROM visitor
WHERE subject_id IS NOT NULL AND signalled_at IS NOT NULL;

-- Whether the consent that stands was imported: nobody proved to be the person then.
ALTER TABLE consent ADD COLUMN imported boolean NOT NULL DEFAULT false;
UPDATE consent c SET imported = true
FROM consent_record r WHERE r.record_id = c.record_id AND starts_with(r.actor, 'import:');
