-- Legal holds. Empty record_ids mean every record in scope.
CREATE TABLE legal_hold (
    hold_id        uuid        NOT NULL,
    subject_id     uuid,
    category       text,
    record_ids     text[]      NOT NULL,
    reason         text        NOT NULL,
    legal_basis    text        NOT NULL,
    review_on      date        NOT NULL,
    placed_by      text        NOT NULL,
    placed_at      timestamptz NOT NULL,
    released_by    text,
    released_at    timestamptz,
    release_reason text,
    CONSTRAINT legal_hold_hold_id_pk PRIMARY KEY (hold_id),
    CONSTRAINT legal_hold_scope_ck CHECK (subject_id IS NOT NULL OR category IS NOT NULL),
    CONSTRAINT legal_hold_record_ids_ck CHECK (cardinality(record_ids) = 0 OR category IS NOT NULL),
    CONSTRAINT legal_hold_release_ck CHECK ((released_at IS NULL) = (released_by IS NULL)),
    CONSTRAINT legal_hold_released_by_ck CHECK (released_by <> placed_by)
);
CREATE INDEX legal_hold_subject_id_ix ON legal_hold (subject_id) WHERE released_at IS NULL;

-- What an erasure may do. Once its case is closed only the digest is left: nothing that names the person.
CREATE TABLE plan (
    plan_id      uuid        NOT NULL,
    case_id      uuid        NOT NULL,
    subject_id   uuid,
    revision     integer     NOT NULL,
    status       text        NOT NULL,
    proposal     text,
    digest       text        NOT NULL,
    requested_at timestamptz NOT NULL,
    proposed_at  timestamptz NOT NULL,
    CONSTRAINT plan_plan_id_pk PRIMARY KEY (plan_id),
    CONSTRAINT plan_status_ck CHECK (status IN ('PROPOSED', 'EXECUTING', 'ENDED')),
    CONSTRAINT plan_ended_ck CHECK ((status = 'ENDED') = (subject_id IS NULL)),
    CONSTRAINT plan_proposal_ck CHECK ((status = 'ENDED') = (proposal IS NULL))
);
CREATE INDEX plan_subject_id_ix ON plan (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX plan_case_id_ix ON plan (case_id);
