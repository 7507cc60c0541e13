-- The registry of purposes (PF-3/4), its versions, and the notices people were shown.
-- legal_basis: Art. 6(1) GDPR; 'anonymised-statistics' is opt-out (PF-8.2). stops_when: what ends the processing.
CREATE TABLE purpose (
    purpose_key            text        NOT NULL,
    version                integer     NOT NULL DEFAULT 1,
    legal_basis            text        NOT NULL,
    stops_when             text        NOT NULL,
    needs_account          boolean     NOT NULL,
    categories             text[]      NOT NULL,
    recipients             text[]      NOT NULL,
    retention_rule         text        NOT NULL,
    consent_valid_for      text,
    notice_version         integer     NOT NULL,
    material_since_version integer     NOT NULL,
    changed_at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT purpose_purpose_key_pk PRIMARY KEY (purpose_key),
    CONSTRAINT purpose_purpose_key_ck CHECK (purpose_key ~ '^[a-z][a-z0-9-]{1,63}$'),
    CONSTRAINT purpose_legal_basis_ck CHECK (legal_basis IN
        ('contract', 'legal-obligation', 'legitimate-interests', 'consent', 'anonymised-statistics')),
    CONSTRAINT purpose_stops_when_ck CHECK (stops_when IN
        ('contract-ends', 'obligation-ends', 'objection', 'upheld-objection', 'withdrawal', 'opt-out')),
    CONSTRAINT purpose_notice_version_ck CHECK (material_since_version BETWEEN 1 AND notice_version)
);

-- Texts by the SHA-256 of their title, an empty line and their body, UTF-8: what was shown can be proved later.
CREATE TABLE notice_text (
    hash     text NOT NULL,
    language text NOT NULL,
    title    text NOT NULL,
    body     text NOT NULL,
    CONSTRAINT notice_text_hash_pk PRIMARY KEY (hash),
    CONSTRAINT notice_text_hash_ck CHECK (hash = encode(sha256(convert_to(title || E'\n\n' || body, 'UTF8')), 'hex'))
);

CREATE TABLE notice (
    purpose_key  text        NOT NULL,
    version      integer     NOT NULL,
    language     text        NOT NULL,
    hash         text        NOT NULL,
    material     boolean     NOT NULL,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT notice_purpose_key_version_language_pk PRIMARY KEY (purpose_key, version, language),
    CONSTRAINT notice_purpose_key_fk FOREIGN KEY (purpose_key) REFERENCES purpose (purpose_key),
    CONSTRAINT notice_hash_fk FOREIGN KEY (hash) REFERENCES notice_text (hash)
);

-- The application adds texts and notices; it can neither change nor remove one.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON notice_text, notice FROM %I', current_database());
    EXECUTE format('GRANT SELECT, INSERT ON notice_text, notice TO %I', current_database());
END
$$;

INSERT INTO purpose (purpose_key, legal_basis, stops_when, needs_account, categories, recipients, retention_rule,
                     consent_valid_for, notice_version, material_since_version)
VALUES
    ('service-delivery', 'contract', 'contract-ends', true,
     '{account,ip-assignment,resource-usage,traffic-volume}', '{infrastructure}', 'PF-6.1', NULL, 1, 1),
    ('billing', 'contract', 'obligation-ends', false,
     '{account,billing-record,payment-method,traffic-volume}', '{payment-processor}', 'PF-6.2', NULL, 1, 1),
    ('service-communication', 'contract', 'contract-ends', true,
     '{account,support-correspondence}', '{support-and-communication}', 'PF-6.3', NULL, 1, 1),
    ('security', 'legitimate-interests', 'upheld-objection', false,
     '{ip-assignment,server-log,traffic-volume}', '{infrastructure}', 'PF-6.4', NULL, 1, 1),
    ('fraud-prevention', 'legitimate-interests', 'upheld-objection', false,
     '{account,billing-record,payment-method}', '{payment-processor}', 'PF-6.2', NULL, 1, 1),
    ('legal-compliance', 'legal-obligation', 'obligation-ends', false,
     '{account,billing-record,ip-assignment}', '{}', 'PF-6.2', NULL, 1, 1),
    ('service-improvement', 'legitimate-interests', 'objection', false,
     '{resource-usage,traffic-volume}', '{infrastructure}', 'PF-6.6', NULL, 1, 1),
    ('marketing-email', 'consent', 'withdrawal', true,
     '{account,consent-record}', '{support-and-communication}', 'PF-6.6', 'P2Y', 1, 1),
    ('web-analytics', 'anonymised-statistics', 'opt-out', false,
     '{web-analytics}', '{}', 'PF-6.5', NULL, 1, 1);

CREATE TEMPORARY TABLE seed (purpose_key text, language text, title text, body text);
INSERT INTO seed VALUES
('service-delivery', 'en', 'Providing your service', 'We use your account data and the addresses, traffic volume and resource usage of your servers to run the VPS hosting you ordered. Legal basis: our contract with you.'),
('service-delivery', 'et', 'Teenuse osutamine', 'Kasutame sinu konto andmeid ning sinu serverite aadresse, liiklusmahtu ja ressursikasutust, et pakkuda tellitud VPS-majutust. Õiguslik alus: sinuga sõlmitud leping.'),
('service-delivery', 'ru', 'Оказание услуги', 'Мы используем данные вашей учётной записи, а также адреса, объём трафика и использование ресурсов ваших серверов для предоставления заказанного хостинга VPS. Правовое основание: договор с вами.'),
('billing', 'en', 'Billing and accounting', 'We use your account and payment data to issue invoices and take payments. Legal basis: our contract with you, then the Accounting Act, under which we keep invoices for seven years.'),
('billing', 'et', 'Arveldamine ja raamatupidamine', 'Kasutame sinu konto ja maksete andmeid arvete esitamiseks ja maksete vastuvõtmiseks. Õiguslik alus: sinuga sõlmitud leping, seejärel raamatupidamise seadus, mille järgi säilitame arveid seitse aastat.'),
('billing', 'ru', 'Расчёты и бухгалтерия', 'Мы используем данные учётной записи и платежей для выставления счетов и приёма оплаты. Правовое основание: договор с вами, затем Закон о бухгалтерском учёте, по которому счета хранятся семь лет.'),
('service-communication', 'en', 'Messages about your service', 'We write to you about your service: notifications, maintenance and answers to your tickets. Legal basis: our contract with you.'),
('service-communication', 'et', 'Teenusega seotud teated', 'Kirjutame sulle teenuse asjus: teavitused, hooldustööd ja vastused pöördumistele. Õiguslik alus: sinuga sõlmitud leping.'),
('service-communication', 'ru', 'Сообщения об услуге', 'Мы пишем вам о вашей услуге: уведомления, работы по обслуживанию и ответы на обращения. Правовое основание: договор с вами.'),
('security', 'en', 'Security of our network', 'We use addresses, logs and traffic volume to detect abuse, intrusion and attacks. Legal basis: our legitimate interest in a secure network. You may object.'),
('security', 'et', 'Võrgu turvalisus', 'Kasutame aadresse, logisid ja liiklusmahtu väärkasutuse, sissetungide ja rünnete avastamiseks. Õiguslik alus: meie õigustatud huvi turvalise võrgu vastu. Sul on õigus esitada vastuväide.'),
('security', 'ru', 'Безопасность сети', 'Мы используем адреса, журналы и объём трафика, чтобы обнаруживать злоупотребления, вторжения и атаки. Правовое основание: наш законный интерес в безопасной сети. Вы вправе возразить.'),
('fraud-prevention', 'en', 'Preventing fraud', 'We use account and payment data to recognise fraudulent orders. Legal basis: our legitimate interest in not being defrauded. You may object.'),
('fraud-prevention', 'et', 'Pettuste ennetamine', 'Kasutame konto ja maksete andmeid petturlike tellimuste äratundmiseks. Õiguslik alus: meie õigustatud huvi pettusi vältida. Sul on õigus esitada vastuväide.'),
('fraud-prevention', 'ru', 'Предотвращение мошенничества', 'Мы используем данные учётной записи и платежей для выявления мошеннических заказов. Правовое основание: наш законный интерес в защите от мошенничества. Вы вправе возразить.'),
('legal-compliance', 'en', 'Meeting legal obligations', 'We process data where the law requires it: tax, anti-abuse rules and lawful requests of authorities. Legal basis: legal obligation.'),
('legal-compliance', 'et', 'Õiguslike kohustuste täitmine', 'Töötleme andmeid seal, kus seadus seda nõuab: maksud, väärkasutuse tõkestamine ja ametiasutuste seaduslikud nõuded. Õiguslik alus: juriidiline kohustus.'),
('legal-compliance', 'ru', 'Исполнение требований закона', 'Мы обрабатываем данные там, где этого требует закон: налоги, противодействие злоупотреблениям и законные запросы органов власти. Правовое основание: юридическая обязанность.'),
('service-improvement', 'en', 'Improving the service', 'We use usage patterns to plan capacity and improve the service. Legal basis: our legitimate interest. You may object, and we stop.'),
('service-improvement', 'et', 'Teenuse parandamine', 'Kasutame kasutusmustreid võimsuse planeerimiseks ja teenuse parandamiseks. Õiguslik alus: meie õigustatud huvi. Vastuväite korral lõpetame.'),
('service-improvement', 'ru', 'Улучшение услуги', 'Мы используем характер использования для планирования мощностей и улучшения услуги. Правовое основание: наш законный интерес. Если вы возразите, мы прекратим.'),
('marketing-email', 'en', 'News and offers by email', 'If you agree, we email you news and offers about our own services. You can withdraw at any time in the control panel, as easily as you agreed. Legal basis: your consent.'),
('marketing-email', 'et', 'Uudised ja pakkumised e-postiga', 'Sinu nõusolekul saadame e-postiga uudiseid ja pakkumisi oma teenuste kohta. Nõusoleku saab igal ajal juhtpaneelis tagasi võtta sama lihtsalt, kui see anti. Õiguslik alus: sinu nõusolek.'),
('marketing-email', 'ru', 'Новости и предложения по почте', 'С вашего согласия мы отправляем по электронной почте новости и предложения о наших услугах. Согласие можно отозвать в панели управления в любое время так же легко, как и дать. Правовое основание: ваше согласие.'),
('web-analytics', 'en', 'Anonymised statistics', 'We count visits to our sites in anonymised form: browser, system, pages, referrer, time on site. You can opt out in the banner or with your browser''s signal.'),
('web-analytics', 'et', 'Anonüümne statistika', 'Loeme oma veebilehtede külastusi anonüümsel kujul: brauser, süsteem, lehed, viitaja, lehel viibitud aeg. Loobuda saab ribal või brauseri signaaliga.'),
('web-analytics', 'ru', 'Анонимная статистика', 'Мы считаем посещения наших сайтов в анонимном виде: браузер, система, страницы, источник перехода, время на сайте. Отказаться можно на баннере или сигналом браузера.');

INSERT INTO notice_text (hash, language, title, body)
SELECT encode(sha256(convert_to(title || E'\n\n' || body, 'UTF8')), 'hex'), language, title, body FROM seed;
INSERT INTO notice (purpose_key, version, language, hash, material)
SELECT purpose_key, 1, language, encode(sha256(convert_to(title || E'\n\n' || body, 'UTF8')), 'hex'), true FROM seed;
DROP TABLE seed;
