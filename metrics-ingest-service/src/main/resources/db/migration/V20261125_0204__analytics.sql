-- Page views of today, until they are counted. No address, no time of day; the visitor is a keyed hash that another day's
-- cannot be compared with, null where the visitor chose nothing.
CREATE TABLE pageview (
    id       bigint  GENERATED ALWAYS AS IDENTITY,
    day      date    NOT NULL,
    visitor  bytea,
    page     text    NOT NULL,
    referrer text    NOT NULL,
    browser  text    NOT NULL,
    os       text    NOT NULL,
    seconds  integer NOT NULL,
    CONSTRAINT pageview_id_pk PRIMARY KEY (id),
    CONSTRAINT pageview_seconds_ck CHECK (seconds BETWEEN 0 AND 3600)
);
CREATE INDEX pageview_day_ix ON pageview (day);

-- The key of a day's visitors. Gone with the day's page views: nobody can compute a hash again.
CREATE TABLE pageview_key (
    day date  NOT NULL,
    key bytea NOT NULL,
    CONSTRAINT pageview_key_day_pk PRIMARY KEY (day)
);

-- What stays, for good (PF-6.5). No row describes fewer visitors than the minimum that held when it was written.
CREATE TABLE web_analytics_day (
    day       date    NOT NULL,
    dimension text    NOT NULL,
    value     text    NOT NULL,
    visitors  bigint  NOT NULL,
    views     bigint  NOT NULL,
    seconds   bigint  NOT NULL,
    minimum   integer NOT NULL,
    CONSTRAINT web_analytics_day_day_dimension_value_pk PRIMARY KEY (day, dimension, value),
    CONSTRAINT web_analytics_day_dimension_ck CHECK (dimension IN ('all', 'page', 'referrer', 'browser', 'os')),
    CONSTRAINT web_analytics_day_minimum_ck CHECK (minimum >= 2 AND visitors >= minimum)
);
