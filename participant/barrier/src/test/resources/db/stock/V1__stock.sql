CREATE TABLE stock (
    name      text PRIMARY KEY,
    available int NOT NULL CHECK (available >= 0)
);

CREATE TABLE night (
    night     int PRIMARY KEY,
    available int NOT NULL CHECK (available >= 0)
);

-- A transaction that wrote this fails when it is committed, and not before.
CREATE TABLE doom (id int);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not to be committed'; END $$;
CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON doom DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse();
