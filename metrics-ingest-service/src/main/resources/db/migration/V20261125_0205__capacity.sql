-- Where a VPS runs and on which plan, for capacity planning. Codes, no names.
CREATE TABLE vps_placement (
    vps_no integer NOT NULL,
    host   text    NOT NULL,
    plan   text    NOT NULL,
    region text    NOT NULL,
    CONSTRAINT vps_placement_vps_no_pk PRIMARY KEY (vps_no),
    CONSTRAINT vps_placement_vps_no_fk FOREIGN KEY (vps_no) REFERENCES vps ON DELETE CASCADE
);

-- Customers who object to the improvement of the service (Art. 21), as consent-service last said.
CREATE TABLE objecting_subject (
    subject_id uuid    NOT NULL,
    revision   bigint  NOT NULL,
    objects    boolean NOT NULL,
    CONSTRAINT objecting_subject_subject_id_pk PRIMARY KEY (subject_id)
);
