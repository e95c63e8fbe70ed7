-- The journal: what happened to every saga, and who carries it on. Keys start with the saga id, so the tables can be
-- spread over nodes by it; the exceptions are saga_request (found by the caller's key) and saga_node (a handful of rows).

-- One row per saga: where it stands. It moves only together with its events, in one statement.
CREATE TABLE saga (
    saga_id       uuid        PRIMARY KEY,               -- time-ordered, so this is also the order of arrival
    request_id    text        NOT NULL,
    definition    text        NOT NULL,
    version       integer     NOT NULL,
    status        text        NOT NULL CHECK (status IN ('RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED')),
    last_sequence bigint      NOT NULL CHECK (last_sequence > 0),
    owner         uuid        NOT NULL,                  -- the node that carries it on
    attention     boolean     NOT NULL DEFAULT false,    -- someone else recorded a wish: the owner must look
    stuck         boolean     NOT NULL DEFAULT false,    -- a compensation takes longer than is usual
    quarantined   text,                                  -- why nobody carries it on; null: it is carried on
    created_at    timestamptz NOT NULL,
    ended_at      timestamptz
) WITH (fillfactor = 80);                                -- rows move several times: leave room to do it in place

CREATE INDEX saga_unfinished ON saga (owner, saga_id) WHERE status IN ('RUNNING', 'COMPENSATING');
CREATE INDEX saga_attention ON saga (owner) WHERE attention;
CREATE INDEX saga_by_status ON saga (status, saga_id);

-- What happened, in order and without gaps.
CREATE TABLE saga_event (
    saga_id   uuid        NOT NULL,
    sequence  bigint      NOT NULL,                      -- 1, 2, 3, ... within the saga
    append_id uuid        NOT NULL,                      -- which write it came with: how a writer knows its own
    at        timestamptz NOT NULL,
    kind      text        NOT NULL,
    step      text,
    attempt   integer,
    due_at    timestamptz,                               -- the saga's deadline; when the next attempt is due
    steps     text,                                      -- names, apart by spaces: skipped, or covered
    fault     text,                                      -- what an unknown outcome means for trying again
    reason    text,                                      -- for programs
    message   text,                                      -- for people; the node that adopted
    payload   bytea,                                     -- the request; a step's first answer
    PRIMARY KEY (saga_id, sequence)
);

-- One request id, one saga. Outlives the saga.
CREATE TABLE saga_request (
    request_id  text        PRIMARY KEY,
    saga_id     uuid        NOT NULL,
    fingerprint bytea       NOT NULL,                    -- of the request's business fields
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- Who is alive, by this database's clock. A lease says when others may adopt; it fences nothing, the appends do.
CREATE TABLE saga_node (
    node_id     uuid        PRIMARY KEY,                 -- one per process, never used again
    name        text        NOT NULL,
    knows       text[]      NOT NULL,                    -- the definition versions it can carry on, as 'trip v1'
    lease_until timestamptz NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT now()
);
