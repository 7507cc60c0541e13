-- Which cases of data subjects are open, so that nobody looks an address up without one. Nothing of whose they are.
CREATE TABLE known_case (
    case_id uuid    NOT NULL,
    open    boolean NOT NULL,
    CONSTRAINT known_case_pk PRIMARY KEY (case_id)
);
