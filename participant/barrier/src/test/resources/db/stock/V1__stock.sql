CREATE TABLE stock (
    name      text PRIMARY KEY,
    available int NOT NULL CHECK (available >= 0)
);
