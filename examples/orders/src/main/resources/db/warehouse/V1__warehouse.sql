CREATE TABLE article (
    name     text PRIMARY KEY,
    opening  int  NOT NULL,                          -- what there was before anything was taken: for the audit
    on_shelf int  NOT NULL CHECK (on_shelf >= 0)
);

CREATE TABLE picking (
    saga_id  uuid PRIMARY KEY,
    article  text NOT NULL REFERENCES article,
    quantity int  NOT NULL CHECK (quantity > 0),
    state    text NOT NULL CHECK (state IN ('TAKEN', 'PUT_BACK'))
);
