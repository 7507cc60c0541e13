-- PF-3.1: no sale of personal data and no advertising profiling, whoever writes here. The service refuses more than this.
ALTER TABLE purpose ADD CONSTRAINT purpose_purpose_key_forbidden_ck CHECK (purpose_key !~
    '(^|-)(ads?|adtech|advert[a-z]*|retarget[a-z]*|remarket[a-z]*|profil[a-z]*|sales?|sell(ing)?|sold|resale|resell[a-z]*|brokers?)(-|$)');
